import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { HttpError } from '../../../../main/hub/http/http-error.ts';
import { pageRoutes } from '../../../../main/hub/http/page-routes.ts';
import { type Answer, type Exchange, routerOf } from '../../../../main/hub/http/router.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

let folder: string;

beforeAll(async () => {
  const outside = await temporaryFolder();
  folder = join(outside, 'page');
  await mkdir(join(folder, 'assets', 'deep'), { recursive: true });
  for (const [name, text] of [
    ['index.html', '<!doctype html>'],
    ['assets/index-1.js', 'let a;'],
    ['assets/index-1.css', 'a {}'],
    ['assets/.secret.js', 'no'],
    ['assets/notes.unknown', 'no'],
    ['assets/deep/inner.js', 'no'],
    ['../outside.js', 'no'],
  ] as const)
    await writeFile(join(folder, name), text);
});

async function get(path: string, from = folder): Promise<Answer> {
  try {
    const { route, params } = routerOf(pageRoutes(from))('GET', path);
    return await route.handler({ params } as Exchange);
  } catch (error) {
    if (error instanceof HttpError) return { status: error.status };
    throw error;
  }
}

describe('the page of whoever runs the hub', () => {
  it.each([
    ['/', 'text/html; charset=utf-8', 'no-cache'],
    ['/assets/index-1.js', 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'],
    ['/assets/index-1.css', 'text/css; charset=utf-8', 'public, max-age=31536000, immutable'],
  ])('%s is %s', async (path, type, cache) => {
    const { status, headers } = await get(path);
    expect({ status, type: headers?.['content-type'], cache: headers?.['cache-control'] }).toEqual({ status: 200, type, cache });
  });

  it('runs nothing inline, is framed by nobody, and asks nobody but its hub', async () => {
    const policy = (await get('/')).headers?.['content-security-policy']?.split('; ');
    expect(policy).toEqual(
      expect.arrayContaining(["default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'", "frame-ancestors 'none'"]),
    );
    expect(policy?.join()).not.toMatch(/unsafe|\*|https?:/);
  });

  it.each([
    ['the way out, encoded', '/assets/..%2f..%2foutside.js'],
    ['the way out, encoded twice', '/assets/..%252f..%252foutside.js'],
    ['the way out, by backslashes', '/assets/..%5c..%5coutside.js'],
    ['an absolute path', '/assets/%2fetc%2fpasswd'],
    ['a zero byte', '/assets/index-1.js%00.css'],
    ['a file whose name begins with a dot', '/assets/.secret.js'],
    ['a file of no known type', '/assets/notes.unknown'],
    ['a file that is not there', '/assets/other.js'],
    ['a folder', '/assets/deep'],
    ['the document among the assets', '/assets/index.html'],
    ['a path that is no UTF-8', '/assets/%ff'],
  ])('%s is not there', async (_what, path) => {
    expect((await get(path)).status).toBe(404);
  });

  it('that was not built says how to build it, in both languages', async () => {
    const { status, headers, body } = await get('/', join(folder, 'nothing'));
    expect([status, headers?.['content-type']]).toEqual([503, 'text/plain; charset=utf-8']);
    expect(String(body).split('\n').filter(Boolean)).toEqual([expect.stringContaining('npm run build'), expect.stringContaining('npm run build')]);
  });
});
