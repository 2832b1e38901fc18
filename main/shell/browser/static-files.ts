import { readFile } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';
import { answer } from './answer.ts';
import { SCREEN_POLICY } from './headers.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.bcmap': 'application/octet-stream',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.icc': 'application/vnd.iccprofile',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.pfb': 'application/octet-stream',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

/** Path of the file that an address names, or `null` outside the folder and for names that begin with a dot. */
export function fileOf(folder: string, url: string): string | null {
  let path: string;
  try {
    path = decodeURIComponent(new URL(url, 'http://loopback').pathname);
  } catch {
    return null;
  }
  if (path.includes('\0') || path.split(/[/\\]/).some((part) => part.startsWith('.'))) return null;
  const file = resolve(folder, `.${path === '/' || path === '' ? '/index.html' : path}`);
  return file.startsWith(resolve(folder) + sep) ? file : null;
}

/** Answers an address with the file of the built screens that it names, under the policy of the screens. */
export function staticFiles(folder: string): (url: string) => Promise<Response> {
  return async (url) => {
    const file = fileOf(folder, url);
    const type = file && TYPES[extname(file)];
    const bytes = file && type ? await readFile(file).catch(() => null) : null;
    if (!bytes || !type) return answer(404, 'not found');
    return answer(200, bytes, { 'Content-Type': type, 'Content-Security-Policy': SCREEN_POLICY });
  };
}
