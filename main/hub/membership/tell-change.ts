import type { MembershipEvent } from '../../membership/tiers/change-events.ts';
import type { HubParts } from '../parts.ts';
import { audiencesOf } from '../streams/append.ts';
import { tell } from '../streams/tell.ts';
import type { MembershipParts } from './parts.ts';

const assigned = (values: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));

/** A class in the letters that an event may hold; empty for one with others. */
const word = (text: string): string => (/^[\w.-]{1,64}$/.test(text) ? text : '');

const ofRow = ({ association, membership, affiliation, class: local, nationalClass, effectiveOn, cause }: MembershipEvent) => ({
  ...assigned({ affiliation, class: word(local), national_class: word(nationalClass), cause: word(cause) }),
  association,
  membership,
  effective_on: effectiveOn,
});

const ofPerson = ({ effectiveOn, person: { name = '', kana = '', formerName = '' } = {} }: MembershipEvent) => ({
  ...assigned({ name, kana, former_name: formerName }),
  effective_on: effectiveOn,
});

/** Names of events (`resources/exchange/events.json`) and what they say. */
const EVENTS: Readonly<
  Record<MembershipEvent['type'], { readonly name: string; readonly payload: (event: MembershipEvent) => Readonly<Record<string, string>> }>
> = {
  joined: { name: 'membership.joined', payload: ofRow },
  moved: { name: 'membership.moved', payload: ofRow },
  'class-changed': { name: 'membership.class_changed', payload: ofRow },
  withdrawn: { name: 'membership.withdrawn', payload: ofRow },
  'name-changed': { name: 'person.name_changed', payload: ofPerson },
  deceased: { name: 'person.deceased', payload: ofPerson },
};

/** Tells changes of membership as events that the hub signs. An association learns of the end of its last row of somebody, too. */
export const tellChange =
  (parts: Pick<HubParts, 'store' | 'url' | 'keys'>): MembershipParts['told'] =>
  async (tx, event) => {
    const { name, payload } = EVENTS[event.type];
    const { registration, association } = event;
    const audiences = [...(await audiencesOf(tx, registration)), association];
    await tell(parts, tx, { name, subject: { format: 'doctor', registration }, payload: payload(event), audiences });
  };
