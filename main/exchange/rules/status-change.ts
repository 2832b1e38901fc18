import type { StatusBook } from '../../attendance/status-list/book.ts';
import type { ListedStatus } from '../../attendance/status-list/format.ts';
import type { Effect } from '../inbox/effect.ts';

const bytes = (text: unknown): Uint8Array => Buffer.from(String(text), 'base64url');

/** A stop event: how one card stands, over the lists at hand, until a newer list contains it. */
export const statusChanged =
  ({ change }: Pick<StatusBook, 'change'>): Effect =>
  async (tx, { subject, payload, happenedAt }) => {
    if (subject.format !== 'opaque') return { state: 'applied' };
    const told = {
      token: bytes(subject.id),
      key: bytes(payload['key']),
      status: payload['status'] as ListedStatus,
      happenedAt: new Date(happenedAt),
    };
    return { state: await change(tx, told) };
  };
