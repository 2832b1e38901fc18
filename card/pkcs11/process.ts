import { CardError } from '../errors.ts';
import { failureOf } from './failures.ts';
import { frame, type ModuleReply, type ModuleRequest, unframe } from './messages.ts';
import { type CryptokiModule, loadModule } from './native.ts';
import { look, sign } from './work.ts';

const modules = new Map<string, CryptokiModule>();

async function moduleAt(path: string): Promise<CryptokiModule> {
  const known = modules.get(path);
  if (known) return known;
  const module = await loadModule(path);
  module.initialize();
  modules.set(path, module);
  return module;
}

/**
 * Answers one block; the block, and with it the PIN, is wiped. Work on a module is never interleaved: its calls block this process,
 * which exists for nothing else.
 */
export async function answerBlock(block: Uint8Array): Promise<Uint8Array> {
  const { message, secret } = unframe<ModuleRequest>(block);
  try {
    return frame(await answer(message, secret));
  } finally {
    block.fill(0);
  }
}

async function answer(request: ModuleRequest, pin: Uint8Array | null): Promise<ModuleReply> {
  const { id, path } = request;
  try {
    const module = await moduleAt(path);
    return request.call === 'look' ? { id, facts: look(module) } : { id, made: sign(module, request.order, pin) };
  } catch (error) {
    const { code, detail } = error instanceof CardError ? error : failureOf(error, null);
    return { id, failure: { code, detail } };
  }
}
