// Decoding PNG of 8 bits in RGB or RGBA, not interlaced: the pixels are inflated at once by libdeflate, the quickest there
// is, and each row is told by the one above it.

#include "floor.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

enum { SIGNATURE = 8, FRAME = 12, NONE = 0, SUB, UP, AVERAGE, PAETH };

typedef int16_t Wide __attribute__((vector_size(8)));
typedef uint8_t Pixel __attribute__((vector_size(4)));

// Four bytes are read and written, of three channels too: the fourth belongs to the next pixel, which is written later.
static inline Wide load(const uint8_t *from) {
  Pixel pixel;
  memcpy(&pixel, from, sizeof pixel);
  return __builtin_convertvector(pixel, Wide);
}

static inline Wide store(uint8_t *into, Wide sum) {
  Pixel pixel = __builtin_convertvector(sum & 255, Pixel);
  memcpy(into, &pixel, sizeof pixel);
  return sum & 255;
}

static inline Wide distance(Wide one) {
  Wide sign = one >> 15;
  return (one ^ sign) - sign;
}

static inline Wide either(Wide mask, Wide yes, Wide no) { return (mask & yes) | (~mask & no); }

static inline Wide paeth(Wide left, Wide above, Wide corner) {
  Wide across = distance(above - corner), down = distance(left - corner), both = distance(left + above - 2 * corner);
  Wide upper = either(down <= both, above, corner);
  return either((across <= down) & (across <= both), left, upper);
}

static inline void restore(uint8_t *into, const uint8_t *from, const uint8_t *above, int filter, int width, int channels) {
  size_t stride = (size_t)width * channels;
  Wide left = {0}, corner = {0};
  if (filter == NONE) {
    memcpy(into, from, stride);
  } else if (filter == UP) {
    for (size_t at = 0; at < stride; at++) into[at] = (uint8_t)(from[at] + above[at]);
  } else if (filter == SUB) {
    for (size_t at = 0; at < stride; at += channels) left = store(into + at, left + load(from + at));
  } else if (filter == AVERAGE) {
    for (size_t at = 0; at < stride; at += channels) {
      Wide told = (left + load(above + at)) >> 1;
      left = store(into + at, told + load(from + at));
    }
  } else {
    for (size_t at = 0; at < stride; at += channels) {
      Wide upper = load(above + at);
      left = store(into + at, paeth(left, upper, corner) + load(from + at));
      corner = upper;
    }
  }
}

static uint32_t number(const uint8_t *bytes) {
  return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

// Return the compressed pixels, of all chunks that have some, one after the other.
static File joined(File file) {
  File found = {room(file.size), 0};
  for (size_t at = SIGNATURE; at + FRAME <= file.size;) {
    size_t size = number(file.bytes + at);
    if (size > file.size - at - FRAME) fail("the PNG ends early");
    if (!memcmp(file.bytes + at + 4, "IDAT", 4)) {
      memcpy(found.bytes + found.size, file.bytes + at + 8, size);
      found.size += size;
    }
    at += size + FRAME;
  }
  return found;
}

Image decode_png(File file) {
  const uint8_t *header = file.bytes + SIGNATURE + 8;
  if (file.size < 64 || header[8] != 8 || (header[9] != 2 && header[9] != 6) || header[12]) fail("a PNG of another kind");
  Image image = blank((int)number(header), (int)number(header + 4), header[9] == 6 ? 4 : 3);
  size_t stride = (size_t)image.width * image.channels, size = (stride + 1) * image.height;
  File packed = joined(file);
  uint8_t *rows = room(size + SPARE), *nothing = room(stride + SPARE);
  struct libdeflate_decompressor *codec = libdeflate_alloc_decompressor();
  if (libdeflate_zlib_decompress(codec, packed.bytes, packed.size, rows, size, NULL)) fail("the PNG cannot be inflated");
  libdeflate_free_decompressor(codec);
  memset(nothing, 0, stride + SPARE);
  for (int row = 0; row < image.height; row++) {
    const uint8_t *from = rows + row * (stride + 1), *above = row ? image.pixels + (row - 1) * stride : nothing;
    if (image.channels == 3)
      restore(image.pixels + row * stride, from + 1, above, *from, image.width, 3);
    else
      restore(image.pixels + row * stride, from + 1, above, *from, image.width, 4);
  }
  free(packed.bytes);
  free(rows);
  free(nothing);
  return image;
}
