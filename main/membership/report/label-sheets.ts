import { papersOf } from '../../credentials/papers/papers-of.ts';
import { nameOnPost } from '../tiers/member-fields.ts';
import { onceOnPost } from './ledger.ts';
import type { Member } from './member.ts';

const NOBODY = { name: '', postalCode: '', address: '', phone: '' } as const;

/**
 * Address labels on sheets of A4 as PDF, one per person, with the former name where that is wished.
 * @param members as `membersOn` gives them
 * @param day ISO day, at the foot of each label
 * @throws AppError NOTHING_TO_EXPORT without members
 */
export const labelSheets = (members: readonly Member[], day: string): Promise<Uint8Array> =>
  papersOf(
    'labels',
    onceOnPost(members).map(({ row: { registration, affiliation }, fields }) => ({
      template: 'envelope-label',
      number: '',
      day,
      holder: {
        registration,
        name: nameOnPost(fields),
        kana: fields.kana ?? '',
        romaji: '',
        formerName: '',
        birthDate: fields.birthDate ?? '',
        postalCode: fields.postalCode ?? '',
        address: fields.address ?? '',
        phone: fields.phone ?? '',
        email: fields.email ?? '',
        workplace: affiliation,
        memberId: fields.memberId ?? '',
      },
      sender: NOBODY,
      facts: {},
      lists: {},
    })),
  );
