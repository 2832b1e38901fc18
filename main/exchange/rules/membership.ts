import type { Kysely } from 'kysely';
import { type AuthorityParts, today } from '../../credentials/parts.ts';
import type { Holder } from '../../credentials/registry/holders.ts';
import { writtenKey } from '../../membership/search/written-name.ts';
import type { Tables } from '../../store/schema.ts';
import { APPLIED, type Effect, type Outcome, SUPERSEDED } from '../inbox/effect.ts';
import type { IncomingEvent } from '../inbox/incoming-event.ts';
import { activeIn, type Member } from '../inbox/member.ts';
import { begunAgainst, openDraft } from './draft.ts';
import { disagree } from './reconciliation.ts';

/** What the rules work with at the card authority's desk. */
export interface RuleParts extends AuthorityParts {
  /** Code of the national association; `null`: not known yet. */
  readonly national: () => string | null;
  /** As the hub last told, with what this event changed. */
  readonly member: (tx: Kysely<Tables>, registration: string) => Promise<Member | null>;
}

type Rule = (tx: Kysely<Tables>, event: IncomingEvent, holder: Holder) => Promise<Outcome>;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The holder of a registration number; `null` for one who has none here, or of whom nothing is kept any more. */
async function holderOf({ holders, tokens }: AuthorityParts, tx: Kysely<Tables>, registration: string): Promise<Holder | null> {
  const row = await tx.selectFrom('credential_token').select('holder').where('token', '=', tokens.registration(registration)).executeTakeFirst();
  const holder = row ? await holders.get(tx, row.holder) : null;
  return holder?.fields ? holder : null;
}

/** Whether staff changed the record after the event happened, so that what stands there was looked at since. */
async function changedSince(tx: Kysely<Tables>, { holder }: Holder, { happenedAt }: IncomingEvent): Promise<boolean> {
  const { changed_at } = await tx.selectFrom('credential_holder').select('changed_at').where('id', '=', holder).executeTakeFirstOrThrow();
  return changed_at.slice(0, 19) > happenedAt.slice(0, 19);
}

/** Whether a later event of these names about the same person came already: what it says counts. */
async function overtaken(
  { tokens }: AuthorityParts,
  tx: Kysely<Tables>,
  { subject, happenedAt }: IncomingEvent,
  names: readonly string[],
): Promise<boolean> {
  if (subject.format !== 'doctor') return false;
  const later = await tx
    .selectFrom('exchange_inbox')
    .select('jti')
    .where('subject', '=', tokens.registration(subject.registration))
    .where('happened_at', '>', happenedAt)
    .where('event', 'in', names)
    .executeTakeFirst();
  return later !== undefined;
}

const TIER_ONE = ['membership.joined', 'membership.withdrawn'] as const;

/** What being a member of the national association from a day on, or not any longer, means for a card: the fee, and a card that says so. Never a revocation. */
const memberBecomes =
  (parts: RuleParts, becomes: boolean): Rule =>
  async (tx, event, holder) => {
    const { payload, subject } = event;
    const national = parts.national();
    if (national === null) return { state: 'waiting', because: 'associations-unknown' };
    if (text(payload['association']) !== national || subject.format !== 'doctor') return APPLIED;
    if (await overtaken(parts, tx, event, TIER_ONE)) return SUPERSEDED;
    const due = text(payload['effective_on']);
    if (due > today(parts)) return { state: 'waiting', because: 'not-yet', due };
    const known = await parts.member(tx, subject.registration);
    // Who has left one group of several is still a member.
    if (!becomes && known && activeIn(known, national).length > 0) return APPLIED;
    // Whoever noted it by hand has looked after the card as well.
    if (holder.member === becomes) return APPLIED;
    const reason = becomes ? 'became-member' : 'left-membership';
    if ((await changedSince(tx, holder, event)) || (await begunAgainst(tx, holder, reason))) {
      const sides = { ours: { member: String(holder.member) }, theirs: { member: String(becomes), effectiveOn: due } };
      await disagree(parts, tx, holder, 'member', sides, event);
      return APPLIED;
    }
    const changed = await changeMembership(parts, tx, holder, becomes, 'program');
    await openDraft(parts, tx, changed, { procedure: 'reissue', reason }, event);
    return APPLIED;
  };

/** Keeps whether somebody is a member. @param by id of a member of staff, or `program` */
export async function changeMembership(
  { holders, audit }: Pick<AuthorityParts, 'holders' | 'audit'>,
  tx: Kysely<Tables>,
  holder: Holder,
  member: boolean,
  by: string,
): Promise<Holder> {
  const { fields, association } = holder;
  const changed = await holders.change(tx, holder, { fields: fields!, association, member });
  await audit.append(tx, { action: 'credential.changed', facts: { holder: holder.holder, by, fields: '', association, member } });
  return changed;
}

/** A new name: the card is to say it, once its papers are there. Who is known here under yet another name is for people to look at. */
const nameChanged =
  (parts: RuleParts): Rule =>
  async (tx, event, holder) => {
    const { payload } = event;
    const due = text(payload['effective_on']);
    if (due > today(parts)) return { state: 'waiting', because: 'not-yet', due };
    const [name, former] = [text(payload['name']), text(payload['former_name'])];
    const here = holder.fields!.name;
    if (name === '' || writtenKey(name) === writtenKey(here)) return APPLIED;
    const another = former !== '' && writtenKey(former) !== writtenKey(here);
    // Of a card that is being made for another reason people say whether it waits for the new name.
    const left = another || (await openDraft(parts, tx, holder, { procedure: 'reissue', reason: 'name-change' }, event)) === 'under-way';
    if (left) await disagree(parts, tx, holder, 'name', { ours: { name: here }, theirs: { name, formerName: former } }, event);
    return APPLIED;
  };

/** A death that was told: the procedure that ends everything waits for its notice; nothing ends by itself. */
const deceased =
  (parts: RuleParts): Rule =>
  async (tx, event, holder) => {
    await openDraft(parts, tx, holder, { procedure: 'death', reason: null }, event);
    return APPLIED;
  };

/** What membership events mean at the card authority's desk, by their names. One about somebody who is not known there waits until that person applies. */
export function membershipRules(parts: RuleParts): Readonly<Record<string, Effect>> {
  const rules: Readonly<Record<string, Rule>> = {
    'membership.joined': memberBecomes(parts, true),
    'membership.withdrawn': memberBecomes(parts, false),
    'person.name_changed': nameChanged(parts),
    'person.deceased': deceased(parts),
  };
  const applied =
    (rule: Rule): Effect =>
    async (tx, event) => {
      if (event.subject.format !== 'doctor') return APPLIED;
      const holder = await holderOf(parts, tx, event.subject.registration);
      return holder ? rule(tx, event, holder) : { state: 'waiting', because: 'person-unknown' };
    };
  return Object.fromEntries(Object.entries(rules).map(([name, rule]) => [name, applied(rule)]));
}
