# docker build -t tintype .
# docker run --rm -p 127.0.0.1:8000:8000 -e TINTYPE_SOURCE=samples tintype
# docker run -p 8000:8000 -e TINTYPE_SOURCE=s3://bucket/prefix -e TINTYPE_UNSIGNED=widths tintype
#
# It starts only where something says who is answered: TINTYPE_UNSIGNED or TINTYPE_SIGNING_KEYS. The samples are for all.
# make dist names the base by its digest.
ARG BASE=python:3.13-slim
FROM ${BASE}
WORKDIR /app
# Compiled modules are not compared with their sources: no time is in them, and two builds have the same bytes.
ARG COMPILE="python -m compileall -q --invalidation-mode unchecked-hash"
COPY requirements/serve.txt .
RUN pip install --no-cache-dir --no-compile --no-deps --require-hashes -r serve.txt && \
    $COMPILE $(python -c "import site; print(*site.getsitepackages())")
COPY samples samples
COPY handler handler
RUN $COMPILE handler
# A number, since Kubernetes cannot know that a name is not root. MALLOC_ARENA_MAX: see the Makefile.
USER 65534:65534
ENV PORT=8000 MALLOC_ARENA_MAX=2 PYTHONUNBUFFERED=1
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s --retries=3 \
    CMD ["python", "-c", "import http.client as h, os; c = h.HTTPConnection('127.0.0.1', int(os.environ['PORT']), timeout=4); c.request('GET', '/health'); raise SystemExit(c.getresponse().status != 200)"]
# Every interface, since nobody reaches a container's loopback. Other commands: docker run tintype sign --help
ENTRYPOINT ["python", "-m", "handler"]
CMD ["serve", "--host", "0.0.0.0"]
