import { readStatusList } from '../../attendance/status-list/read.ts';
import { HttpError } from '../http/http-error.ts';
import type { Answer, Route } from '../http/router.ts';
import type { HubParts } from '../parts.ts';

/** 340,000 cards are 5.8 MB. */
const LIMIT = 64 * 1024 * 1024;
const TYPE = 'application/octet-stream';

const tagOf = (version: number, thumbprint: string): string => `"${version}-${thumbprint}"`;
const matches = (header: string | undefined, tag: string): boolean =>
  header?.split(',').some((each) => [tag, `W/${tag}`, '*'].includes(each.trim())) ?? false;

/** The signed file of `main/attendance/status-list`: the newest, as the authority made it. */
export function statusListRoutes({ store }: HubParts): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/status-list',
      scope: 'status:read',
      summary: 'The newest status list, signed by the authority; If-None-Match is answered.',
      async handler({ headers, within }): Promise<Answer> {
        const top = await within((tx) =>
          tx.selectFrom('status_list').select(['version', 'thumbprint']).orderBy('version', 'desc').limit(1).executeTakeFirst(),
        );
        if (!top) throw new HttpError(404, 'not_found', 'the authority has sent no list yet');
        const etag = tagOf(top.version, top.thumbprint);
        if (matches(headers['if-none-match'], etag)) return { status: 304, headers: { etag } };
        const { file } = await within((tx) =>
          tx.selectFrom('status_list').select('file').where('version', '=', top.version).executeTakeFirstOrThrow(),
        );
        return { status: 200, headers: { etag, 'content-type': TYPE, 'cache-control': 'private, no-cache' }, body: file };
      },
    },
    {
      method: 'PUT',
      path: '/status-list',
      scope: 'status:write',
      limit: LIMIT,
      summary: 'A newer status list of the authority: verified, and its version is higher than any before.',
      async handler({ body, caller, within }) {
        if (caller!.kind !== 'authority') throw new HttpError(403, 'not_yours', 'the status list is the word of the authority');
        const file = await body();
        const { claims, thumbprint } = await readStatusList(file);
        await within(async (tx) => {
          const top = await tx.selectFrom('status_list').select(['version', 'file']).orderBy('version', 'desc').limit(1).executeTakeFirst();
          if (top?.version === claims.version && Buffer.from(top.file).equals(file)) return;
          if (top && top.version >= claims.version) throw new HttpError(409, 'older', `version ${top.version} is here`);
          await tx.deleteFrom('status_list').execute();
          await tx.insertInto('status_list').values({ version: claims.version, thumbprint, file, received_at: store.now() }).execute();
        });
        return { status: 204, headers: { etag: tagOf(claims.version, thumbprint) } };
      },
    },
  ];
}
