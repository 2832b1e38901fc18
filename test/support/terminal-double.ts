import { mkdir, readdir, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { prescriptionContent } from '../../pki/eps/content.ts';
import { parseXml } from '../../pki/xml/document.ts';
import { onlyDescendant, soleText } from '../../pki/xml/element.ts';

/** How an answer is written: at once under its name, or its beginning first. */
export type Writing = 'whole' | 'half';

export interface TerminalDouble extends AsyncDisposable {
  readonly request: string;
  readonly response: string;
  /** How often each prescription was taken, by its records in base64. */
  readonly taken: ReadonlyMap<string, number>;
  /** Code that was answered to each request. */
  readonly codes: ReadonlyMap<string, string>;
  /** Takes what lies there and answers it. @returns ids of what was taken */
  step(): Promise<readonly string[]>;
  /** Does so all the time. */
  run(): void;
}

const REQUEST = /^ESPsiPIR01req_(.*)\.xml$/;
const EVERY_MS = 15;

/** An answer of the service, as published programs read it. */
export const serviceAnswer = (status: string, body = '', segment = '1'): string =>
  `<?xml version="1.0" encoding="UTF-8"?><XmlMsg><MessageHeader><SegmentOfResult>${segment}</SegmentOfResult></MessageHeader>` +
  `<MessageBody><ProcessingResultStatus>${status}</ProcessingResultStatus>${body}</MessageBody></XmlMsg>`;

/** What is asked to be issued, and how. */
function contentOf(request: Uint8Array): string {
  const info = soleText(onlyDescendant(parseXml(request).root, '', 'MessageBody', 'PrescriptionInfo')) ?? '';
  return Buffer.from(prescriptionContent(Buffer.from(info, 'base64'))).toString('base64');
}

/**
 * A terminal for on-line qualification as far as its folders go: it takes request files by renaming them away and puts answers there, whole or half first.
 * @param answer body of the answer to a request with the n-th code; an accepted one unless given
 */
export async function terminalDouble(
  folder: string,
  { writing = () => 'whole', answer }: { readonly writing?: () => Writing; readonly answer?: (code: string) => string } = {},
): Promise<TerminalDouble> {
  const at = { request: join(folder, 'req'), response: join(folder, 'res'), taken: join(folder, 'taken') };
  for (const path of Object.values(at)) await mkdir(path, { recursive: true });
  const taken = new Map<string, number>();
  const codes = new Map<string, string>();
  let ended = false;
  let running: Promise<void> = Promise.resolve();

  async function reply(id: string): Promise<void> {
    const code = String(codes.size + 1).padStart(16, '0');
    codes.set(id, code);
    const accepted = `<PrescriptionId>${id}</PrescriptionId><AccessCode>${code}</AccessCode>`;
    const text = answer?.(code) ?? serviceAnswer('1', accepted);
    const path = join(at.response, `ESPsiPIR01res_${id}.xml`);
    if (writing() === 'half') {
      await writeFile(path, text.slice(0, text.length / 2));
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
      await writeFile(path, text);
      return;
    }
    await writeFile(`${path}.writing`, text);
    await rename(`${path}.writing`, path);
  }

  async function step(): Promise<readonly string[]> {
    const ids: string[] = [];
    for (const name of await readdir(at.request)) {
      const id = REQUEST.exec(name)?.[1];
      if (id === undefined) continue;
      await rename(join(at.request, name), join(at.taken, name));
      const content = contentOf(await readFile(join(at.taken, name)));
      await unlink(join(at.taken, name));
      taken.set(content, (taken.get(content) ?? 0) + 1);
      await reply(id);
      ids.push(id);
    }
    return ids;
  }

  return {
    ...{ request: at.request, response: at.response, taken, codes, step },
    run() {
      running = (async () => {
        for (; !ended; await new Promise((resolve) => setTimeout(resolve, EVERY_MS))) await step();
      })();
    },
    async [Symbol.asyncDispose]() {
      ended = true;
      await running;
    },
  };
}
