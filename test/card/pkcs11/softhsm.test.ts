import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { IsolatedModule } from '../../../card/pkcs11/isolated-module.ts';
import { type ModulePort, startNodeProcess } from '../../../card/pkcs11/port.ts';
import { readTokens } from '../../../card/pkcs11/token.ts';
import { openTokenSigner } from '../../../card/pkcs11/token-signer.ts';
import { digestInfo } from '../../../pki/digest/digest-info.ts';
import { createTestAuthority } from '../../../pki/test-authority/create.ts';
import { DOCTOR } from '../../support/authority.ts';
import { PreparedPerson, type TypedAnswer } from '../../support/pin-prompts.ts';
import { describeWithSoftHsm, SOFTHSM_MODULE, SoftHsm, tokenContent } from '../../support/softhsm.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** The C library of this very process. */
const someLibrary = (process.report.getReport() as { sharedObjects: string[] }).sharedObjects.find((name) => /\/libm\.so/.test(name))!;
const digest = digestInfo('sha256', Buffer.alloc(32, 9));

describeWithSoftHsm('a real PKCS#11 module in a process of its own', () => {
  let content: Awaited<ReturnType<typeof tokenContent>>;
  let softHsm: SoftHsm;
  let module: IsolatedModule;
  let running: ModulePort;

  beforeAll(async () => {
    const now = new Date();
    content = await tokenContent(await createTestAuthority({ now }), DOCTOR, now);
  });
  beforeEach(async () => {
    softHsm = await SoftHsm.in(await temporaryFolder());
    Object.assign(process.env, softHsm.environment);
    module?.[Symbol.dispose]();
    const start = () => {
      running = startNodeProcess();
      return running;
    };
    module = new IsolatedModule({ path: SOFTHSM_MODULE, start });
  });
  afterAll(() => module?.[Symbol.dispose]());

  async function sign(answers: readonly TypedAnswer[], uses = 1): Promise<string[]> {
    const [token] = await readTokens(module);
    const person = new PreparedPerson(...answers);
    const signer = openTokenSigner({ token: token!, reader: 'HPKI', prompt: person, uses, signal: new AbortController().signal });
    const outcomes: string[] = [];
    for (let count = 0; count < uses; count++) {
      outcomes.push(
        await signer.sign(digest).then(
          (value) => `${value.length} bytes`,
          (error: { code: string }) => error.code,
        ),
      );
    }
    signer.close();
    expect(person.wiped).toBe(true);
    return outcomes;
  }

  it('shows its tokens without a PIN', async () => {
    await softHsm.token({ label: '試験 一', ...content.signature });
    const [token, ...others] = await readTokens(module);
    expect(others).toEqual([]);
    expect(token).toMatchObject({ facts: { label: '試験 一', missed: 'none-told', pad: false }, certificate: content.signature.certificate });
    expect(token!.chain).toEqual(content.signature.chain);
  });

  describe.each([false, true])('whose key wants its PIN for each signature: %s', (alwaysAuthenticate) => {
    beforeEach(() => softHsm.token({ label: 'HPKI', ...content.signature, alwaysAuthenticate }));

    it('signs a batch', async () => {
      expect(await sign(['1234'], 2)).toEqual(['256 bytes', '256 bytes']);
    });

    it('refuses a wrong PIN, tells of it, and is left logged out', async () => {
      expect(await sign(['9999'])).toEqual(['PIN_WRONG']);
      expect((await readTokens(module))[0]!.facts.missed).toBe('some');
      expect(await sign(['1234'])).toEqual(['PIN_CONFIRMATION_NEEDED']);
      expect(await sign([{ pin: '1234', confirmedTries: 'unknown' }])).toEqual(['256 bytes']);
      expect((await readTokens(module))[0]!.facts.missed).toBe('none-told');
    });
  });

  it.each<[string, { certificate?: string; key?: string }, string]>([
    ['key', { key: 'another key' }, 'TOKEN_AMBIGUOUS'],
    ['certificate', { certificate: 'another certificate' }, 'CARD_CERTIFICATE_UNREADABLE'],
  ])('signs nothing without a %s under its label', async (_, labels, code) => {
    await softHsm.token({ label: 'HPKI', ...content.signature, labels });
    const outcome = await sign(['1234']).catch((error: { code: string }) => [error.code]);
    expect(outcome).toEqual([code]);
  });

  it('signs on after its process was killed', async () => {
    await softHsm.token({ label: 'HPKI', ...content.signature });
    await readTokens(module);
    running.kill();
    const outcomes = [await sign(['1234']).catch((error: { code: string }) => [error.code]), await sign(['1234'])];
    expect(outcomes.at(-1)).toEqual(['256 bytes']);
  });

  it.each([
    ['a text', async (path: string) => writeFile(path, 'no library'), 'MODULE_UNUSABLE'],
    ['a library that is no module', async (path: string) => copyFile(someLibrary, path), 'MODULE_UNUSABLE'],
  ])('%s is named as unusable', async (_, make, code) => {
    const path = join(await temporaryFolder(), 'module.so');
    await make(path);
    using unusable = new IsolatedModule({ path, start: startNodeProcess });
    await expect(unusable.look()).rejects.toMatchObject({ code });
  });
});
