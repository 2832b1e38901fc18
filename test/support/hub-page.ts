import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { hpki, serveHpki } from './command-line.ts';

const project = join(import.meta.dirname, '../..');
const PICTURES = join(project, 'test-results/hub');

/** A hub with its page, as `hpki hub serve` runs it on PGlite. */
export interface HubWithPage extends AsyncDisposable {
  readonly url: string;
  readonly folder: string;
  /** Of the first start. */
  readonly adminCode: string;
}

/** 日本医師会, the 47 prefectures and 952 cities and districts: a thousand associations. The last prefecture has one city, `p47-c01`. */
export const COUNTRY = [
  { code: 'jma', name: '日本医師会', tier: 1, above: null, mastered_by: 'national' },
  ...Array.from({ length: 47 }, (_, index) => {
    const code = `p${String(index + 1).padStart(2, '0')}`;
    return { code, name: `第${index + 1}県医師会`, tier: 2, above: 'jma', mastered_by: 'national' };
  }),
  ...Array.from({ length: 952 }, (_, index) => {
    const [prefecture, city] = index === 951 ? [47, 1] : [(index % 46) + 1, Math.floor(index / 46) + 1];
    const above = `p${String(prefecture).padStart(2, '0')}`;
    const code = `${above}-c${String(city).padStart(2, '0')}`;
    return { code, name: `第${prefecture}県第${city}市医師会`, tier: 3, above, mastered_by: 'national' };
  }),
] as const;

/** Builds the page, registers the country, and starts a hub. */
export async function startHubWithPage(folder: string): Promise<HubWithPage> {
  await build({ configFile: join(project, 'renderer/hub/vite.config.ts'), logLevel: 'warn' });
  const file = join(folder, 'associations.json');
  await writeFile(file, JSON.stringify(COUNTRY));
  const data = join(folder, 'hub');
  const { exit, diagnostics } = await hpki(['hub', 'associations', '--file', file, '--data', data]);
  if (exit !== 0) throw new Error(diagnostics);
  const served = await serveHpki(['hub', 'serve', '--data', data, '--port', '0', '--quiet']);
  const { hub, adminCode } = JSON.parse(served.line) as { hub: string; adminCode: string };
  return { url: hub, folder: data, adminCode, [Symbol.asyncDispose]: () => served[Symbol.asyncDispose]() };
}

/** A code as whoever runs the hub gets it at its computer. */
export async function codeFor(folder: string, ...whom: readonly string[]): Promise<string> {
  const { json } = await hpki(['hub', 'enrol', ...whom, '--data', folder]);
  return (json as { code: string }).code;
}

/** A row of a list of members: number, name, sex, year of graduation, facility, class. */
export type ListRow = readonly [registration: string, name: string, sex: string, graduated: string, facility: string, memberClass: string];

const HEADINGS = ['医籍登録番号', '氏名', '性別', '卒業年度', '所属施設名', '会員区分'];
/** A letter of a private area of Shift_JIS (外字), which no other computer can read. */
export const GAIJI = '\ue000';
const GAIJI_BYTES = 'f040';

/** A list in Shift_JIS as offices write it. */
export function listOf(rows: readonly ListRow[]): Buffer {
  const text = [HEADINGS, ...rows].map((row) => row.join(',')).join('\r\n');
  const parts = text.split(GAIJI).map((part) => iconv.encode(part, 'cp932'));
  return Buffer.concat(parts.flatMap((part, index) => (index === 0 ? [part] : [Buffer.from(GAIJI_BYTES, 'hex'), part])));
}

/** Keeps a picture of a page for people to look at. */
export async function picture(page: Page, name: string): Promise<void> {
  await mkdir(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: false });
}
