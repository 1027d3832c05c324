export default defineNuxtConfig({
  modules: ['@nuxt/image'],
  telemetry: false,
  image: {
    provider: 'tintype',
    providers: { tintype: { provider: '~/providers/tintype.ts' } },
    screens: { sm: 640, md: 800, lg: 1200, xl: 1600, '2xl': 1920 },
  },
});
