# docker build -t tintype . && docker run -p 8000:8000 -e TINTYPE_SOURCE=s3://bucket/prefix tintype
FROM python:3.13-slim
WORKDIR /app
COPY requirements/serve.txt .
RUN pip install --no-cache-dir --no-deps --require-hashes -r serve.txt
COPY handler handler
RUN python -m compileall -q handler
# A number, since Kubernetes cannot know that a name is not root. MALLOC_ARENA_MAX: see the Makefile.
USER 65534:65534
ENV PORT=8000 MALLOC_ARENA_MAX=2 PYTHONUNBUFFERED=1
EXPOSE 8000
# exec, so that the stop signal reaches the server; every interface, since nobody reaches a container's loopback.
CMD ["sh", "-c", "exec uvicorn handler.app:app --host 0.0.0.0 --port \"$PORT\" --no-server-header --timeout-graceful-shutdown 8"]
