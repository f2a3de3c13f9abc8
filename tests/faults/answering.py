"""People who go through a whole check while things break: each presses what they see, and waits for what comes."""

import asyncio
import itertools
import time
from typing import NamedTuple

import httpx

from dialogues.script import Script
from tests.bot.sheets import answer_to, random_sheet
from tests.faults.said import Said
from tests.telegram_fake.people import Person
from tests.telegram_fake.server import FakeTelegram
from tests.telegram_fake.world import Post

PATIENCE = 60.0
"""Seconds after which somebody who is not answered counts as stuck."""
GLANCE = 0.02
WAIT = 0.1
THINKING = 1.0
"""Seconds before an answer. Nobody is quicker for long, and a chat is told one message a second."""


class Course:
    """What everybody knows of a run: how many answers were given so far, and whether it is over."""

    def __init__(self) -> None:
        self.answers = 0
        self.over = False
        self._news = asyncio.Event()

    def answered(self) -> None:
        self.answers += 1
        self._news.set()

    async def until(self, answers: int) -> None:
        while self.answers < answers:
            self._news.clear()
            await self._news.wait()


class Prompt(NamedTuple):
    """A message with buttons: what it asks, if it is a statement, and the label of each value."""

    post: Post
    asks: str | None
    labels: dict[str, str]

    @property
    def name(self) -> str:
        """The same for each message that puts the same question."""
        return self.asks or " ".join(sorted(self.labels))


async def answers_on_telegram(
    fake: FakeTelegram, script: Script, seed: int, course: Course, patience: float = PATIENCE
) -> Said:
    """A private chat from hello to the result, or until it is over."""
    person = fake.person(f"P{seed}")
    sheet = random_sheet(script.rubric("en"), seed)
    answers: list[tuple[str, str]] = []
    done: dict[str, int] = {}
    person.says("/start")
    while prompt := await _next_prompt(person, done, patience):
        value = answer_to(prompt.asks, list(prompt.labels), sheet)
        is_new = prompt.name not in done
        if value is None or (course.over and is_new):
            return _said(person, answers)
        await asyncio.sleep(THINKING)
        if prompt.asks and is_new:
            answers.append((prompt.asks, sheet[prompt.asks]))
            course.answered()
        done[prompt.name] = prompt.post.number
        person.presses(prompt.labels[value], on=prompt.post)
    return _said(person, answers, f"nothing came after {len(answers)} answers")


async def answers_on_the_web(
    address: str, script: Script, seed: int, course: Course, patience: float = PATIENCE
) -> Said:
    """A page of its own, which sends again what was not answered, to the result or until it is over."""
    sheet = random_sheet(script.rubric("en"), seed)
    answers: list[tuple[str, str]] = []
    again = 0
    async with httpx.AsyncClient(base_url=address, timeout=5) as client:
        opened = (await _insisted(client, "/api/conversations", {}, {}, patience)).json()
        here, path = f"web:{opened['id']}", f"/api/conversations/{opened['id']}/messages"
        headers = {"Authorization": f"Bearer {opened['token']}"}
        replies = opened["replies"]
        for number in itertools.count():
            asks = replies[-1]["asks"]
            value = answer_to(asks, [button["value"] for button in replies[-1]["buttons"]], sheet)
            if value is None or course.over:
                return Said(here, answers, again)
            if asks and asks in dict(answers):
                again += 1
            elif asks:
                answers.append((asks, sheet[asks]))
                course.answered()
            heard = await _insisted(client, path, headers, {"id": str(number), "text": value}, patience)
            if heard.status_code != 200:
                return Said(here, answers, again, f"refused with {heard.status_code}")
            replies = heard.json()["replies"]
    raise AssertionError("nobody counts to the end")


def _said(person: Person, answers: list[tuple[str, str]], stuck: str = "") -> Said:
    asked = [prompt.asks for prompt in _prompts(person) if prompt.asks]
    return Said(f"telegram:{person.chat.id}", answers, len(asked) - len(set(asked)), stuck)


async def _insisted(
    client: httpx.AsyncClient, path: str, headers: dict[str, str], body: dict[str, str], patience: float
) -> httpx.Response:
    """The answer to a call that is made again for as long as nobody is there."""
    end = time.monotonic() + patience
    while True:
        try:
            answer = await client.post(path, json=body, headers=headers)
        except httpx.TransportError:
            answer = httpx.Response(503)
        if answer.status_code not in {429, 503} or time.monotonic() > end:
            return answer
        await asyncio.sleep(WAIT)


async def _next_prompt(person: Person, done: dict[str, int], patience: float) -> Prompt | None:
    """The newest question that was not answered yet, or the same put once more; None if none comes."""
    end, seen = time.monotonic() + patience, -1
    while time.monotonic() < end:
        news, seen = len(person.chat.posts) != seen, len(person.chat.posts)
        for prompt in reversed(_prompts(person)) if news else ():
            if prompt.post.number > done.get(prompt.name, 0):
                return prompt
        await asyncio.sleep(GLANCE)
    return None


def _prompts(person: Person) -> list[Prompt]:
    found = []
    for post in person.sees():
        labels = {post.data_by_label[label].partition("|")[2]: label for label in post.labels}
        asks = next((value.rpartition(".")[0] for value in labels if value.endswith(".fully")), None)
        if labels:
            found.append(Prompt(post, asks, labels))
    return found
