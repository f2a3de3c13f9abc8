# Two stages: the first has pip and the build backend, the second only what runs.
FROM python:3.12.12-slim-bookworm AS build

WORKDIR /src
COPY requirements.lock ./
RUN python -m venv /opt/vara \
    && /opt/vara/bin/python -m pip install --no-cache-dir --require-hashes --requirement requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY rubric rubric
COPY dialogues dialogues
COPY keeping keeping
COPY bot bot
COPY actions actions
RUN /opt/vara/bin/python -m pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.12.12-slim-bookworm

# The folder of keys (and of the embedded store, when there is no Redis) is the only place that is written to.
RUN useradd --system --uid 10001 --no-create-home vara && install -d -o vara -g vara -m 0700 /data
COPY --from=build /opt/vara /opt/vara

ENV PATH=/opt/vara/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    VARA_DATA_DIR=/data
USER vara
WORKDIR /data
VOLUME /data
EXPOSE 8080

HEALTHCHECK --interval=15s --timeout=3s --start-period=10s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8080/readyz', timeout=2)"]

CMD ["vara", "serve", "--host", "0.0.0.0", "--port", "8080"]
