# The portal and its refresh in one image: `docker compose up` serves, `docker compose run refresh` renews.
# By digest: the same bytes on every machine until somebody renews it (docs/operations.md, "What is pinned").
FROM python:3.13.16-slim-trixie@sha256:70729b46c69b4f1e97c4822c1af3df53a1476cf5ddc6c087c0c10bc3a5678c2f
RUN useradd --create-home --uid 1000 norrlaget && install -d -o norrlaget /data
# Pango and a font: without them the portal makes no PDF, and says so. No versions: Debian keeps only the newest of a
# stable package, so that a version written here would be gone with its next mended hole; apt checks who signed it.
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
# All addresses of the container, which has none but those that compose.yaml publishes; fonts are listed in /tmp, since
# nothing else may be written.
ENV NORRLAGET_DATA=/data NORRLAGET_ADDRESS=0.0.0.0 PORT=8050 PYTHONUNBUFFERED=1 XDG_CACHE_HOME=/tmp
VOLUME /data
EXPOSE 8050
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8050/health', timeout=4)"]
CMD ["python", "app.py"]
