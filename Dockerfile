FROM python:3.13-slim AS build
WORKDIR /newsroom
RUN python -m venv /venv
COPY requirements.txt .
RUN /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.txt

FROM python:3.13-slim
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 NEWSROOM_VAR=/var/newsroom
WORKDIR /newsroom
# For names on the PNGs of badges in other letters than ours.
RUN apt-get update && apt-get install -y --no-install-recommends fonts-noto-core fonts-noto-cjk && rm -rf /var/lib/apt/lists/*
RUN useradd --system --create-home newsroom && mkdir -p /var/newsroom && chown newsroom /var/newsroom
COPY --from=build /venv /venv
COPY . .
USER newsroom
VOLUME /var/newsroom
EXPOSE 8000
# Static files belong to the code, so they are collected when the container starts with it.
CMD ["sh", "-c", "python manage.py collectstatic --noinput -v0 && exec granian --interface wsgi --host 0.0.0.0 --port 8000 --workers ${WEB_PROCESSES:-2} --blocking-threads 4 --no-ws newsroom.wsgi:application"]
