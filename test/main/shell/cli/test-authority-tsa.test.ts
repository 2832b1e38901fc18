import { beforeAll, describe, expect, it } from 'vitest';
import { digest } from '../../../../pki/digest/algorithms.ts';
import { nodeHttpClient } from '../../../../pki/network/node-client.ts';
import { noProxy } from '../../../../pki/network/proxy.ts';
import { createTestAuthority } from '../../../../pki/test-authority/create.ts';
import { saveTestAuthority } from '../../../../pki/test-authority/folder.ts';
import { httpTimeStamper } from '../../../../pki/time-stamp/client.ts';
import { parseTimeStampToken } from '../../../../pki/time-stamp/token.ts';
import { hpki, serveHpki } from '../../../support/command-line.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder();
  await saveTestAuthority(folder, await createTestAuthority({ now: new Date() }));
});

describe('hpki test-authority tsa', () => {
  it('serves under a policy, to those who know the password', async () => {
    const offer = ['--digest', 'sha512', '--policy', '1.2.3.4', '--authorization', 'clinic:pass:word'];
    await using server = await serveHpki(['test-authority', 'tsa', folder, '--port', '0', ...offer]);
    const url = /http:\S+/.exec(server.line)![0];
    const settings = { url, digestAlgorithm: 'sha384', http: nodeHttpClient({ proxy: noProxy }), now: () => new Date() } as const;
    const hash = digest('sha384', Buffer.from('x'));
    await expect(httpTimeStamper(settings).stamp(hash)).rejects.toMatchObject({ code: 'NETWORK_STATUS', detail: { status: 401 } });
    const token = await httpTimeStamper({ ...settings, authorization: { user: 'clinic', password: 'pass:word' } }).stamp(hash);
    const { info, signedData } = parseTimeStampToken(token);
    expect([info.policy, info.imprint.algorithm, signedData.signers[0]!.digestAlgorithm]).toEqual(['1.2.3.4', 'sha384', '2.16.840.1.101.3.4.2.3']);
  });

  it.each([
    ['a digest that is not offered', ['--digest', 'md5']],
    ['a policy that is none', ['--policy', 'policy']],
    ['a user without password', ['--authorization', 'clinic']],
  ])('refuses %s', async (_, offer) => {
    expect(await hpki(['test-authority', 'tsa', folder, '--port', '0', ...offer])).toMatchObject({
      exit: 2,
      json: { error: { code: 'USAGE_WRONG' } },
    });
  });
});
