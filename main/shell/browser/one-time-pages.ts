import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Settings } from '../../api/schema/application.ts';
import { answer } from './answer.ts';
import { SMALL_PAGE_POLICY } from './headers.ts';
import type { OneTimeQuestion } from './one-time-question.ts';
import { bearerOf, sameToken } from './tokens.ts';

export type Appearance = Pick<Settings, 'language' | 'theme'>;

/** What a page asks, over whatever transport a shell has. */
export interface PageRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Headers;
  readonly body: AsyncIterable<Uint8Array> | null;
}

export interface OneTimePagesOptions<Question> {
  /** The page of a question, HTML; it loads `/form.css`, `/tokens.css` and the script, posts to `/answer` and keeps `/presence` open while it is shown. */
  readonly page: (question: Question) => string;
  /** What its script posted: a wrong body leaves the question open. */
  readonly receive: (question: Question, request: PageRequest) => Promise<Response>;
  readonly script: { readonly path: string; readonly file: string };
  /** Said instead of a page that was shown before. */
  readonly used: () => string;
}

/** Pages of questions: each has an address that works once and a bearer token that only its page knows. Disposing cancels all. */
export interface OneTimePages<Question> extends Disposable {
  /** Takes a question on; its page lies under its path until it is over. */
  open(question: Question): Question;
  answer(request: PageRequest): Promise<Response>;
}

const HTML = { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': SMALL_PAGE_POLICY };
const STYLE = 'text/css; charset=utf-8';
const STYLES = {
  '/form.css': { type: STYLE, file: join(import.meta.dirname, 'form.css') },
  '/tokens.css': { type: STYLE, file: fileURLToPath(import.meta.resolve('@digital-go-jp/design-tokens/dist/tokens.css')) },
};

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** A text as content or attribute value of HTML. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => ESCAPES[character]!);

/** The frame that every such page has: language, look, what its script needs to know as data attributes. */
export function smallPage(
  { language, theme }: Appearance,
  {
    title,
    script,
    data,
    body,
  }: { readonly title: string; readonly script: string; readonly data: Readonly<Record<string, string>>; readonly body: string },
): string {
  const attributes = Object.entries({ theme, ...data }).map(([name, value]) => ` data-${name}="${escapeHtml(value)}"`);
  return `<!doctype html>
<html lang="${language}"${attributes.join('')}>
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width" />
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="/tokens.css" />
<link rel="stylesheet" href="/form.css" />
<script src="${script}" defer></script>
</head>
<body>
${body}
</body>
</html>
`;
}

/** What the pages need of a question, whatever answers it. */
type AnyQuestion = Pick<OneTimeQuestion<never>, 'path' | 'bearer' | 'over' | 'show' | 'attend' | 'answer'>;

export function oneTimePages<Question extends AnyQuestion>(options: OneTimePagesOptions<Question>): OneTimePages<Question> {
  const { page, receive, script, used } = options;
  const questions = new Set<Question>();
  const assets: Readonly<Record<string, { readonly type: string; readonly file: string }>> = {
    ...STYLES,
    [script.path]: { type: 'text/javascript; charset=utf-8', file: script.file },
  };
  const questionOf = (headers: Headers) => [...questions].find(({ bearer }) => sameToken(bearer, bearerOf(headers.get('authorization'))));

  /** The page of a question, once, and only as a page: what a script fetches uses nothing up. */
  function show({ path, headers }: PageRequest): Response {
    if ((headers.get('sec-fetch-mode') ?? 'navigate') !== 'navigate') return answer(403, 'site');
    const question = [...questions].find((candidate) => sameToken(candidate.path, path));
    if (!question?.show()) return answer(410, used());
    return answer(200, page(question), HTML);
  }

  /** Lasts as long as the question; the page that is closed breaks it off, which cancels. */
  function presence({ headers }: PageRequest): Response {
    const question = questionOf(headers);
    if (!question) return answer(403, 'SESSION_REFUSED');
    question.attend();
    const left = new AbortController();
    const body = new ReadableStream({
      start: (stream) => question.over.addEventListener('abort', () => stream.close(), { once: true, signal: left.signal }),
      cancel() {
        left.abort();
        question.answer(null);
      },
    });
    return answer(200, body);
  }

  async function post(request: PageRequest): Promise<Response> {
    if (request.path !== '/answer') return answer(404, 'not found');
    const question = questionOf(request.headers);
    return question ? receive(question, request) : answer(403, 'SESSION_REFUSED');
  }

  return {
    open(question) {
      questions.add(question);
      question.over.addEventListener('abort', () => questions.delete(question), { once: true });
      if (question.over.aborted) questions.delete(question);
      return question;
    },
    async answer(request) {
      const { method, path } = request;
      if (method === 'POST') return post(request);
      if (path.startsWith('/entry/')) return show(request);
      if (path === '/presence') return presence(request);
      const asset = assets[path];
      return asset ? answer(200, await readFile(asset.file), { 'Content-Type': asset.type }) : answer(404, 'not found');
    },
    [Symbol.dispose]() {
      for (const question of questions) question.answer(null);
    },
  };
}
