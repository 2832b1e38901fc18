import type { TimeStamper } from '../../../pki/levels/material.ts';
import { withoutSecrets } from '../../../pki/network/hosts.ts';
import type { HttpClient } from '../../../pki/network/http-client.ts';
import { httpTimeStamper } from '../../../pki/time-stamp/client.ts';
import { timeStampService } from '../../api/schema/time-stamping.ts';
import { AppError } from '../../errors.ts';
import { type Invocation, text } from './command.ts';
import { choice, readNamedFile } from './input.ts';

/** Options that name a time-stamp service for one command, in place of the one of the settings. */
export const TSA_OPTIONS = {
  tsa: { type: 'string' },
  'tsa-digest': { type: 'string' },
  'tsa-policy': { type: 'string' },
  'tsa-authorization': { type: 'string' },
} as const;

export const TSA_USAGE = '[--tsa URL] [--tsa-digest sha256|sha384|sha512] [--tsa-policy OID] [--tsa-authorization FILE]';

/** `USER:PASSWORD` on the first line of a file, since arguments are seen by everybody on the machine. @throws AppError USAGE_WRONG */
async function authorizationIn(path: string): Promise<{ readonly user: string; readonly password: string }> {
  const [line = ''] = Buffer.from(await readNamedFile(path))
    .toString('utf8')
    .split(/\r?\n/, 1);
  const [, user, password] = /^([^:]+):(.+)$/.exec(line) ?? [];
  if (user === undefined || password === undefined) throw new AppError('USAGE_WRONG', { note: '--tsa-authorization USER:PASSWORD' });
  return { user, password };
}

/** The service of `--tsa`, `null` when none is named. @throws AppError USAGE_WRONG */
export async function givenTimeStamper(invocation: Invocation): Promise<((http: HttpClient) => TimeStamper) | null> {
  const url = text(invocation, 'tsa');
  if (url === undefined) return null;
  const policy = text(invocation, 'tsa-policy') ?? null;
  // The address is told without what may be a password in it.
  if (!timeStampService.shape.url.safeParse(url).success) throw new AppError('USAGE_WRONG', { note: `--tsa ${withoutSecrets(url)}` });
  if (!timeStampService.shape.policy.safeParse(policy).success) throw new AppError('USAGE_WRONG', { note: `--tsa-policy ${policy}` });
  const file = text(invocation, 'tsa-authorization');
  const service = {
    url,
    digestAlgorithm: choice(invocation, 'tsa-digest', ['sha256', 'sha384', 'sha512'], 'sha256'),
    policy,
    now: () => new Date(),
    ...(file !== undefined && { authorization: await authorizationIn(file) }),
  };
  return (http) => httpTimeStamper({ ...service, http });
}
