// The floor: what the codecs take with nothing around them. A picture is decoded, made smaller and encoded, as often as
// asked, and each time the CPU milliseconds of the three are printed; the last picture is written to a file.
//
//     floor IN WIDTH HEIGHT FORMAT QUALITY EFFORT TIMES OUT
//
// IN is JPEG, PNG, WebP or AVIF; FORMAT is jpeg, webp or avif. Decoders that can decode to a smaller size do, to no less
// than twice the result; whole pixels are averaged down to that from all others; a Lanczos window of three lobes does
// the rest.

#include "floor.h"

#include <malloc.h>
#include <stdlib.h>
#include <time.h>

enum { WORDS = 9, KEPT = 1 << 30 };

void fail(const char *said) {
  fprintf(stderr, "floor: %s\n", said);
  exit(1);
}

void *room(size_t size) {
  void *found = malloc(size);
  if (!found) fail("no memory");
  return found;
}

Image blank(int width, int height, int channels) {
  return (Image){width, height, channels, room((size_t)width * height * channels + SPARE)};
}

static double now(void) {
  struct timespec spent;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &spent);
  return spent.tv_sec * 1e3 + spent.tv_nsec / 1e6;
}

static File read_file(const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file) fail("no such file");
  fseek(file, 0, SEEK_END);
  File found = {NULL, (size_t)ftell(file)};
  rewind(file);
  found.bytes = room(found.size);
  if (fread(found.bytes, 1, found.size, file) != found.size) fail("the file cannot be read");
  fclose(file);
  return found;
}

int main(int count, char **words) {
  if (count != WORDS) fail("IN WIDTH HEIGHT FORMAT QUALITY EFFORT TIMES OUT");
  mallopt(M_MMAP_THRESHOLD, KEPT); // memory is taken from the system once, not anew for each picture
  mallopt(M_TRIM_THRESHOLD, KEPT);
  File file = read_file(words[1]), made = {NULL, 0};
  int width = atoi(words[2]), height = atoi(words[3]), quality = atoi(words[5]), effort = atoi(words[6]);
  for (int times = atoi(words[7]); times > 0; times--) {
    double start = now();
    Image image = decode(file, width, height);
    double decoded = now();
    resize(&image, width, height);
    double resized = now();
    free(made.bytes);
    made = encode(image, words[4], quality, effort);
    double end = now();
    free(image.pixels);
    printf("%.3f %.3f %.3f\n", decoded - start, resized - decoded, end - resized);
  }
  FILE *out = fopen(words[8], "wb");
  if (!out || fwrite(made.bytes, 1, made.size, out) != made.size || fclose(out)) fail("the result cannot be written");
  return 0;
}
