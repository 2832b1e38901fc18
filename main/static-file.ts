import { readFile } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';

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

/** The file of a folder that an address names, with its type; `null` where there is none that may be shown. */
export async function staticFile(folder: string, url: string): Promise<{ readonly bytes: Buffer<ArrayBuffer>; readonly type: string } | null> {
  const file = fileOf(folder, url);
  const type = file && TYPES[extname(file)];
  const bytes = file && type ? await readFile(file).catch(() => null) : null;
  return bytes && type ? { bytes, type } : null;
}
