import { staticFile } from '../../static-file.ts';
import { answer } from './answer.ts';
import { SCREEN_POLICY } from './headers.ts';

/** Answers an address with the file of the built screens that it names, under the policy of the screens. */
export function staticFiles(folder: string): (url: string) => Promise<Response> {
  return async (url) => {
    const file = await staticFile(folder, url);
    if (!file) return answer(404, 'not found');
    return answer(200, file.bytes, { 'Content-Type': file.type, 'Content-Security-Policy': SCREEN_POLICY });
  };
}
