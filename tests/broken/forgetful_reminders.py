"""Broken on purpose: reminders that count as told before they went out, so one is lost when the process ends between.

Kept to show that the tests of a year notice it.
"""

from bot.telegram.reminders import Reminders
from keeping.dues import Due


class ForgetfulReminders(Reminders):
    async def _remind(self, due: Due, at: int) -> None:
        answered = await self._reminding.remind(due, at, self._zone)
        if answered is None:
            return
        await self._reminding.told(due, at)
        await self._say(int(due.address.partition(":")[2]), answered)
