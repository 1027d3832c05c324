// The floor: a picture, a file, and what is done with them.

#ifndef FLOOR_H
#define FLOOR_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h> // before jpeglib.h, which needs it

enum {
  GAP = 2,  // times the sides of the result: no decoder and no average makes a picture smaller than that
  SPARE = 4 // bytes after the last pixel, for who reads and writes four at once
};

typedef struct {
  int width, height, channels;
  uint8_t *pixels;
} Image;

typedef struct {
  uint8_t *bytes;
  size_t size;
} File;

void fail(const char *said);
void *room(size_t size);
Image blank(int width, int height, int channels);

Image decode(File file, int width, int height);
Image decode_png(File file);
void resize(Image *image, int width, int height);
File encode(Image image, const char *format, int quality, int effort);

#endif
