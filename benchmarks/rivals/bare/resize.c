// Resizing: averages of whole pixels, then weighted sums. The loops work on whole rows, so that a compiler makes vector
// instructions of them.

#include "floor.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LOBES = 3, LANES = 64 };

static void replace(Image *image, Image other) {
  free(image->pixels);
  *image = other;
}

// Alpha: colours count as much as they are seen. An alpha channel that is opaque everywhere is dropped.
static void settle_alpha(Image *image) {
  if (image->channels != 4) return;
  size_t area = (size_t)image->width * image->height;
  uint8_t least = 255;
  for (size_t at = 0; at < area; at++) least &= image->pixels[4 * at + 3];
  if (least == 255) {
    Image plain = blank(image->width, image->height, 3);
    for (size_t at = 0; at < area; at++) memcpy(plain.pixels + 3 * at, image->pixels + 4 * at, 3);
    replace(image, plain);
    return;
  }
  for (size_t at = 0; at < area; at++) {
    uint8_t *pixel = image->pixels + 4 * at;
    for (int channel = 0; channel < 3; channel++) {
      int product = pixel[channel] * pixel[3] + 128;
      pixel[channel] = (uint8_t)((product + (product >> 8)) >> 8);
    }
  }
}

static void restore_alpha(Image *image) {
  if (image->channels != 4) return;
  size_t area = (size_t)image->width * image->height;
  for (size_t at = 0; at < area; at++) {
    uint8_t *pixel = image->pixels + 4 * at;
    for (int channel = 0; channel < 3 && pixel[3]; channel++) {
      int value = (pixel[channel] * 255 + pixel[3] / 2) / pixel[3];
      pixel[channel] = (uint8_t)(value > 255 ? 255 : value);
    }
  }
}

// Add up neighbours in a row of sums, and divide; its own function, so that the number of channels is known to the compiler.
static inline void squeeze(uint8_t *into, const uint16_t *sums, int width, int across, int channels, uint32_t block) {
  uint32_t share = (1u << 20) / block;
  for (int column = 0; column < width; column++)
    for (int channel = 0; channel < channels; channel++) {
      uint32_t sum = block / 2;
      for (int part = 0; part < across; part++) sum += sums[(column * across + part) * channels + channel];
      into[column * channels + channel] = (uint8_t)((sum * share) >> 20);
    }
}

// Average blocks of whole pixels, to no less than GAP times the result. What is left over at the far edges is dropped.
static void average(Image *image, int width, int height) {
  int across = image->width / (GAP * width), down = image->height / (GAP * height), channels = image->channels;
  if (across < 2 && down < 2) return;
  across = across < 1 ? 1 : across, down = down < 1 ? 1 : down;
  Image small = blank(image->width / across, image->height / down, channels);
  size_t stride = (size_t)image->width * channels;
  uint16_t *sums = room(stride * sizeof *sums);
  for (int row = 0; row < small.height; row++) {
    memset(sums, 0, stride * sizeof *sums);
    for (int part = 0; part < down; part++) {
      const uint8_t *from = image->pixels + ((size_t)row * down + part) * stride;
      for (size_t at = 0; at < stride; at++) sums[at] = (uint16_t)(sums[at] + from[at]);
    }
    uint8_t *into = small.pixels + (size_t)row * small.width * channels;
    if (channels == 3)
      squeeze(into, sums, small.width, across, 3, (uint32_t)(across * down));
    else
      squeeze(into, sums, small.width, across, 4, (uint32_t)(across * down));
  }
  free(sums);
  replace(image, small);
}

static double lanczos(double x) {
  if (x == 0) return 1;
  if (fabs(x) >= LOBES) return 0;
  double angle = M_PI * x;
  return LOBES * sin(angle) * sin(angle / LOBES) / (angle * angle);
}

// The pixels of a line that one of a shorter line is made of: so many from the first on, each with its weight.
typedef struct {
  int first, count;
  float *weights;
} Window;

static Window *windows(int from, int to) {
  double scale = (double)from / to, reach = LOBES * scale;
  int most = (int)ceil(2 * reach) + 2;
  Window *found = room(to * sizeof *found);
  found[0].weights = room((size_t)to * most * sizeof(float));
  for (int place = 0; place < to; place++) {
    double middle = (place + 0.5) * scale, total = 0;
    int first = (int)floor(middle - reach), last = (int)ceil(middle + reach);
    first = first < 0 ? 0 : first, last = last > from ? from : last;
    found[place] = (Window){first, last - first, found[0].weights + (size_t)place * most};
    for (int at = first; at < last; at++) total += lanczos((at + 0.5 - middle) / scale);
    for (int at = first; at < last; at++) found[place].weights[at - first] = (float)(lanczos((at + 0.5 - middle) / scale) / total);
  }
  return found;
}

static void forget(Window *found) {
  free(found[0].weights);
  free(found);
}

// Weigh some bytes of several rows, so few that their sums stay in registers.
static void weigh(float *into, const uint8_t *from, size_t stride, Window window, int lanes) {
  float sums[LANES] = {0};
  if (lanes == LANES)
    for (int row = 0; row < window.count; row++)
      for (int lane = 0; lane < LANES; lane++) sums[lane] += window.weights[row] * from[row * stride + lane];
  else
    for (int row = 0; row < window.count; row++)
      for (int lane = 0; lane < lanes; lane++) sums[lane] += window.weights[row] * from[row * stride + lane];
  memcpy(into, sums, (size_t)lanes * sizeof(float));
}

typedef float Sums __attribute__((vector_size(16)));
typedef int32_t Values __attribute__((vector_size(16)));
typedef uint8_t Pixel __attribute__((vector_size(4)));

static inline Sums load(const float *from) {
  Sums sums;
  memcpy(&sums, from, sizeof sums);
  return sums;
}

static inline Pixel weighed(const float *from, Window window, int channels) {
  Sums even = {0.5f, 0.5f, 0.5f, 0.5f}, odd = {0};
  int at = 0;
  for (; at + 1 < window.count; at += 2) { // two sums, since each addition has to wait for the one before
    even += window.weights[at] * load(from + at * channels);
    odd += window.weights[at + 1] * load(from + (at + 1) * channels);
  }
  if (at < window.count) even += window.weights[at] * load(from + at * channels);
  Values values = __builtin_convertvector(even + odd, Values);
  values &= ~(values < 0);
  values |= values > 255;
  return __builtin_convertvector(values & 255, Pixel);
}

// Four channels are read and written, of three too: the fourth belongs to the next pixel, which is written later.
static inline void narrow(uint8_t *into, const float *from, const Window *across, int width, int channels) {
  for (int column = 0; column < width; column++) {
    Pixel pixel = weighed(from + across[column].first * channels, across[column], channels);
    memcpy(into + column * channels, &pixel, sizeof pixel);
  }
}

// Each row of the result is a weighted sum of whole rows, and each pixel of it one of that row's.
static void lanczos_resize(Image *image, int width, int height) {
  if (image->width == width && image->height == height) return;
  Image small = blank(width, height, image->channels);
  size_t stride = (size_t)image->width * image->channels;
  Window *across = windows(image->width, width), *down = windows(image->height, height);
  float *line = room((stride + SPARE) * sizeof *line);
  memset(line, 0, (stride + SPARE) * sizeof *line);
  for (int row = 0; row < height; row++) {
    const uint8_t *from = image->pixels + down[row].first * stride;
    for (size_t at = 0; at < stride; at += LANES) {
      int lanes = stride - at < LANES ? (int)(stride - at) : LANES;
      weigh(line + at, from + at, stride, down[row], lanes);
    }
    uint8_t *into = small.pixels + (size_t)row * width * image->channels;
    if (image->channels == 3)
      narrow(into, line, across, width, 3);
    else
      narrow(into, line, across, width, 4);
  }
  free(line);
  forget(across);
  forget(down);
  replace(image, small);
}

void resize(Image *image, int width, int height) {
  settle_alpha(image);
  average(image, width, height);
  lanczos_resize(image, width, height);
  restore_alpha(image);
}

