// From the address of a kept picture, as handler/storage/result_store.py links to it, to its key in the bucket.

function handler(event) {
  event.request.uri = event.request.uri.slice('/results'.length);
  return event.request;
}
