import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The page of whoever runs the hub, which the hub serves itself (`main/hub/http/page-routes.ts`): one document, everything else in `assets`. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  build: {
    outDir: '../../dist/hub',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: 'chrome130',
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1500,
  },
});
