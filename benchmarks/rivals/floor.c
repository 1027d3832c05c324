// The floor: what the codecs take with nothing around them. A picture is decoded, made smaller and encoded, as often as
// asked, and each time the CPU milliseconds of the three are printed; the last picture is written to a file.
//
//     floor IN WIDTH HEIGHT FORMAT QUALITY EFFORT TIMES OUT
//
// IN is JPEG, PNG, WebP or AVIF; FORMAT is jpeg, webp or avif. Decoders that can decode to a smaller size do, to no less
// than twice the result; whole pixels are averaged down to that from all others; a Lanczos window of three lobes does
// the rest. Its passes work on whole rows, so that a compiler makes vector instructions of them.

#include <stdio.h> // before jpeglib.h, which needs it

#include <avif/avif.h>
#include <jpeglib.h>
#include <math.h>
#include <png.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <webp/decode.h>
#include <webp/encode.h>

typedef struct {
  int width, height, channels;
  uint8_t *pixels;
} Image;

typedef struct {
  uint8_t *bytes;
  size_t size;
} File;

enum { LOBES = 3, GAP = 2, LANES = 64 };

static void fail(const char *said) {
  fprintf(stderr, "floor: %s\n", said);
  exit(1);
}

static void *room(size_t size) {
  void *found = malloc(size);
  if (!found) fail("no memory");
  return found;
}

static Image blank(int width, int height, int channels) {
  return (Image){width, height, channels, room((size_t)width * height * channels)};
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

static Image decode_jpeg(File file, int width, int height) {
  struct jpeg_decompress_struct codec;
  struct jpeg_error_mgr errors;
  codec.err = jpeg_std_error(&errors);
  jpeg_create_decompress(&codec);
  jpeg_mem_src(&codec, file.bytes, file.size);
  jpeg_read_header(&codec, TRUE);
  codec.out_color_space = JCS_RGB;
  codec.scale_denom = 8;
  for (codec.scale_num = 1; codec.scale_num < 8; codec.scale_num *= 2) {
    jpeg_calc_output_dimensions(&codec);
    if ((int)codec.output_width >= GAP * width && (int)codec.output_height >= GAP * height) break;
  }
  jpeg_start_decompress(&codec);
  Image image = blank((int)codec.output_width, (int)codec.output_height, 3);
  size_t stride = (size_t)image.width * 3;
  while (codec.output_scanline < codec.output_height) {
    JSAMPROW row = image.pixels + codec.output_scanline * stride;
    jpeg_read_scanlines(&codec, &row, 1);
  }
  jpeg_finish_decompress(&codec);
  jpeg_destroy_decompress(&codec);
  return image;
}

typedef struct {
  File file;
  size_t at;
} Reader;

static void take(png_structp png, png_bytep into, png_size_t size) {
  Reader *reader = png_get_io_ptr(png);
  if (size > reader->file.size - reader->at) png_error(png, "the file ends early");
  memcpy(into, reader->file.bytes + reader->at, size);
  reader->at += size;
}

static Image decode_png(File file) {
  Reader reader = {file, 0};
  png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
  png_infop info = png_create_info_struct(png);
  if (setjmp(png_jmpbuf(png))) fail("the PNG cannot be read");
  png_set_read_fn(png, &reader, take);
  png_read_info(png, info);
  Image image = blank((int)png_get_image_width(png, info), (int)png_get_image_height(png, info), png_get_channels(png, info));
  size_t stride = (size_t)image.width * image.channels;
  for (int row = 0; row < image.height; row++) png_read_row(png, image.pixels + row * stride, NULL);
  png_destroy_read_struct(&png, &info, NULL);
  return image;
}

static Image decode_webp(File file, int width, int height) {
  WebPDecoderConfig config;
  if (!WebPInitDecoderConfig(&config)) fail("another libwebp than that of the headers");
  if (WebPGetFeatures(file.bytes, file.size, &config.input) != VP8_STATUS_OK) fail("the WebP cannot be read");
  int channels = config.input.has_alpha ? 4 : 3, smaller = config.input.width > GAP * width;
  Image image = blank(smaller ? GAP * width : config.input.width, smaller ? GAP * height : config.input.height, channels);
  config.options.use_scaling = smaller;
  config.options.scaled_width = image.width;
  config.options.scaled_height = image.height;
  config.output.colorspace = channels == 4 ? MODE_RGBA : MODE_RGB;
  config.output.is_external_memory = 1;
  config.output.u.RGBA.rgba = image.pixels;
  config.output.u.RGBA.stride = image.width * channels;
  config.output.u.RGBA.size = (size_t)image.width * image.height * channels;
  if (WebPDecode(file.bytes, file.size, &config) != VP8_STATUS_OK) fail("the WebP cannot be decoded");
  return image;
}

static Image decode_avif(File file) {
  avifDecoder *decoder = avifDecoderCreate();
  decoder->maxThreads = 1;
  avifImage *stored = avifImageCreateEmpty();
  if (avifDecoderReadMemory(decoder, stored, file.bytes, file.size) != AVIF_RESULT_OK) fail("the AVIF cannot be decoded");
  Image image = blank((int)stored->width, (int)stored->height, 3);
  avifRGBImage pixels;
  avifRGBImageSetDefaults(&pixels, stored);
  pixels.format = AVIF_RGB_FORMAT_RGB;
  pixels.depth = 8;
  pixels.pixels = image.pixels;
  pixels.rowBytes = (uint32_t)image.width * 3;
  if (avifImageYUVToRGB(stored, &pixels) != AVIF_RESULT_OK) fail("the AVIF's colours cannot be converted");
  avifImageDestroy(stored);
  avifDecoderDestroy(decoder);
  return image;
}

static Image decode(File file, int width, int height) {
  const uint8_t *head = file.bytes;
  if (file.size < 12) fail("no picture");
  if (head[0] == 0xff && head[1] == 0xd8) return decode_jpeg(file, width, height);
  if (!memcmp(head, "\x89PNG", 4)) return decode_png(file);
  if (!memcmp(head + 8, "WEBP", 4)) return decode_webp(file, width, height);
  return decode_avif(file);
}

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

static void resize(Image *image, int width, int height) {
  settle_alpha(image);
  average(image, width, height);
  lower(image, height);
  turn(image);
  lower(image, width);
  turn(image);
  restore_alpha(image);
}

static File encode_jpeg(Image image, int quality) {
  struct jpeg_compress_struct codec;
  struct jpeg_error_mgr errors;
  unsigned char *bytes = NULL;
  unsigned long size = 0;
  codec.err = jpeg_std_error(&errors);
  jpeg_create_compress(&codec);
  jpeg_mem_dest(&codec, &bytes, &size);
  codec.image_width = (JDIMENSION)image.width;
  codec.image_height = (JDIMENSION)image.height;
  codec.input_components = 3;
  codec.in_color_space = JCS_RGB;
  jpeg_set_defaults(&codec);
  jpeg_set_quality(&codec, quality, TRUE);
  codec.optimize_coding = TRUE;
  jpeg_start_compress(&codec, TRUE);
  for (int row = 0; row < image.height; row++) {
    JSAMPROW line = image.pixels + (size_t)row * image.width * 3;
    jpeg_write_scanlines(&codec, &line, 1);
  }
  jpeg_finish_compress(&codec);
  jpeg_destroy_compress(&codec);
  return (File){bytes, size};
}

static File encode_webp(Image image, int quality, int method) {
  WebPConfig config;
  WebPPicture picture;
  WebPMemoryWriter writer;
  if (!WebPConfigInit(&config) || !WebPPictureInit(&picture)) fail("another libwebp than that of the headers");
  WebPMemoryWriterInit(&writer);
  config.quality = (float)quality;
  config.method = method;
  picture.width = image.width;
  picture.height = image.height;
  picture.writer = WebPMemoryWrite;
  picture.custom_ptr = &writer;
  int stride = image.width * image.channels;
  if (image.channels == 4)
    WebPPictureImportRGBA(&picture, image.pixels, stride);
  else
    WebPPictureImportRGB(&picture, image.pixels, stride);
  if (!WebPEncode(&config, &picture)) fail("the WebP cannot be written");
  WebPPictureFree(&picture);
  return (File){writer.mem, writer.size};
}

static File encode_avif(Image image, int quality, int speed) {
  avifImage *stored = avifImageCreate(image.width, image.height, 8, AVIF_PIXEL_FORMAT_YUV420);
  avifRGBImage pixels;
  avifRGBImageSetDefaults(&pixels, stored);
  pixels.format = AVIF_RGB_FORMAT_RGB;
  pixels.pixels = image.pixels;
  pixels.rowBytes = (uint32_t)image.width * 3;
  avifImageRGBToYUV(stored, &pixels);
  avifEncoder *encoder = avifEncoderCreate();
  encoder->maxThreads = 1;
  encoder->speed = speed;
#if AVIF_VERSION_MAJOR >= 1
  encoder->quality = quality;
#else
  encoder->minQuantizer = encoder->maxQuantizer = (100 - quality) * AVIF_QUANTIZER_WORST_QUALITY / 100;
#endif
  avifRWData written = AVIF_DATA_EMPTY;
  if (avifEncoderWrite(encoder, stored, &written) != AVIF_RESULT_OK) fail("the AVIF cannot be written");
  avifEncoderDestroy(encoder);
  avifImageDestroy(stored);
  return (File){written.data, written.size};
}

static File encode(Image image, const char *format, int quality, int effort) {
  if (!strcmp(format, "jpeg")) return encode_jpeg(image, quality);
  if (!strcmp(format, "avif")) return encode_avif(image, quality, effort);
  return encode_webp(image, quality, effort);
}

int main(int count, char **words) {
  if (count != 9) fail("IN WIDTH HEIGHT FORMAT QUALITY EFFORT TIMES OUT");
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
