# The portal and its refresh in one image: `docker compose up` serves, `docker compose run refresh` renews.
FROM python:3.13-slim
RUN useradd --create-home --uid 1000 norrlaget && install -d -o norrlaget /data
# Pango and a font: without them the portal makes no PDF, and says so.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends fonts-liberation libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /srv/norrlaget
COPY requirements.lock ./
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.lock
COPY app.py ./
COPY dashboard dashboard
COPY etl etl
COPY maps maps
COPY data/default data/default
USER norrlaget
ENV NORRLAGET_DATA=/data PYTHONUNBUFFERED=1
VOLUME /data
EXPOSE 8050
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8050/health', timeout=4)"]
# A reader who keeps the connection must not keep the server from stopping: 5 s, then it goes.
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8050", "--workers", "2", "--workers-kill-timeout", "5", "app:server"]
