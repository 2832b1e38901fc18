import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** What pdf.js fetches beside its code: character maps for Japanese PDFs, the standard fonts, and its picture decoders without WebAssembly. */
const PDFJS_FOLDERS = [
  { folder: 'cmaps', wanted: /\.bcmap$/ },
  { folder: 'standard_fonts', wanted: /\.(pfb|ttf)$/ },
  { folder: 'wasm', wanted: /_nowasm_fallback\.js$/ },
];

function pdfjsResources(): Plugin {
  const home = join(import.meta.dirname, '../node_modules/pdfjs-dist');
  return {
    name: 'pdfjs-resources',
    apply: 'build',
    generateBundle() {
      for (const { folder, wanted } of PDFJS_FOLDERS)
        for (const name of readdirSync(join(home, folder)).filter((file) => wanted.test(file)))
          this.emitFile({ type: 'asset', fileName: `pdfjs/${folder}/${name}`, source: readFileSync(join(home, folder, name)) });
    },
  };
}

/**
 * `./` addresses work under the loopback server and under `app://` alike; nothing is inlined, so that the policy can forbid inline code and data. One file of
 * styles: a screen that is fetched a second time, after the connection was lost, would come without its own.
 */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react(), pdfjsResources()],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    target: 'chrome130',
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1500,
  },
});
