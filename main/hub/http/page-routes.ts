import { join } from 'node:path';
import { staticFile } from '../../static-file.ts';
import { words } from '../../words/words.ts';
import { HttpError } from './http-error.ts';
import type { Answer, Route } from './router.ts';

/** Where `npm run build` puts the page of whoever runs the hub. */
export const PAGE_FOLDER = join(import.meta.dirname, '../../../dist/hub');

/** Own scripts, styles and pictures, questions to this hub; nothing inline, nothing framed, no form that goes anywhere. */
const POLICY = [
  "default-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
].join('; ');

const PAGE_HEADERS = {
  'content-security-policy': POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), clipboard-read=()',
  'x-frame-options': 'DENY',
};

/** Named by their content: they never change. */
const FOR_EVER = 'public, max-age=31536000, immutable';

/** In both languages, because nobody has chosen one yet. */
const unbuilt = (): Answer => ({
  status: 503,
  headers: { ...PAGE_HEADERS, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  body: `${(['ja', 'en'] as const).map((language) => words(language)('hub.unbuilt')).join('\n')}\n`,
});

/** The page of whoever runs the hub: a document at the root, and what it loads. Where it was not built, it says so. */
export const pageRoutes = (folder: string = PAGE_FOLDER): readonly Route[] => [
  {
    method: 'GET',
    path: '/',
    scope: null,
    summary: 'The page of whoever runs the hub.',
    async handler() {
      const page = await staticFile(folder, '/');
      if (!page) return unbuilt();
      return { status: 200, headers: { ...PAGE_HEADERS, 'content-type': page.type, 'cache-control': 'no-cache' }, body: page.bytes };
    },
  },
  {
    method: 'GET',
    path: '/assets/:file',
    scope: null,
    summary: 'What that page loads.',
    async handler({ params }) {
      const file = await staticFile(folder, `/assets/${encodeURIComponent(params['file']!)}`);
      if (!file) throw new HttpError(404, 'not_found', 'nothing is there');
      return { status: 200, headers: { ...PAGE_HEADERS, 'content-type': file.type, 'cache-control': FOR_EVER }, body: file.bytes };
    },
  },
];
