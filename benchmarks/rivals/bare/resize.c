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

// Weigh some bytes of several rows, so few that their sums stay in registers.
static void weigh(uint8_t *into, const uint8_t *from, size_t stride, const float *weights, int rows, int lanes) {
  float sums[LANES];
  for (int lane = 0; lane < LANES; lane++) sums[lane] = 0.5f;
  if (lanes == LANES)
    for (int row = 0; row < rows; row++)
      for (int lane = 0; lane < LANES; lane++) sums[lane] += weights[row] * from[row * stride + lane];
  else
    for (int row = 0; row < rows; row++)
      for (int lane = 0; lane < lanes; lane++) sums[lane] += weights[row] * from[row * stride + lane];
  for (int lane = 0; lane < lanes; lane++) {
    int32_t value = (int32_t)sums[lane];
    into[lane] = (uint8_t)(value < 0 ? 0 : value > 255 ? 255 : value);
  }
}

// Make a picture lower: each row of the result is a weighted sum of whole rows.
static void lower(Image *image, int height) {
  if (image->height == height) return;
  Image low = blank(image->width, height, image->channels);
  size_t stride = (size_t)image->width * image->channels;
  double scale = (double)image->height / height, reach = LOBES * scale;
  size_t most = (size_t)ceil(2 * reach) + 2;
  double *exact = room(most * sizeof *exact);
  float *weights = room(most * sizeof *weights);
  for (int row = 0; row < height; row++) {
    double middle = (row + 0.5) * scale, total = 0;
    int first = (int)floor(middle - reach), last = (int)ceil(middle + reach);
    first = first < 0 ? 0 : first, last = last > image->height ? image->height : last;
    for (int at = first; at < last; at++) total += exact[at - first] = lanczos((at + 0.5 - middle) / scale);
    for (int at = 0; at < last - first; at++) weights[at] = (float)(exact[at] / total);
    for (size_t at = 0; at < stride; at += LANES) {
      int lanes = stride - at < LANES ? (int)(stride - at) : LANES;
      weigh(low.pixels + row * stride + at, image->pixels + first * stride + at, stride, weights, last - first, lanes);
    }
  }
  free(exact);
  free(weights);
  replace(image, low);
}

static inline void turn_pixels(const Image *image, uint8_t *into, int channels) {
  enum { BLOCK = 16 };
  for (int top = 0; top < image->height; top += BLOCK)
    for (int x = 0; x < image->width; x++)
      for (int y = top; y < top + BLOCK && y < image->height; y++)
        for (int channel = 0; channel < channels; channel++)
          into[((size_t)x * image->height + y) * channels + channel] = image->pixels[((size_t)y * image->width + x) * channels + channel];
}

// Make rows of the columns.
static void turn(Image *image) {
  Image turned = blank(image->height, image->width, image->channels);
  if (image->channels == 3)
    turn_pixels(image, turned.pixels, 3);
  else
    turn_pixels(image, turned.pixels, 4);
  replace(image, turned);
}

void resize(Image *image, int width, int height) {
  settle_alpha(image);
  average(image, width, height);
  lower(image, height);
  turn(image);
  lower(image, width);
  turn(image);
  restore_alpha(image);
}

