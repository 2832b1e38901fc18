import { randomUUID } from 'node:crypto';
import { signJws, SET_TYPE } from '../../../main/exchange/events/sign.ts';
import type { PollOrder } from '../../../main/exchange/link/hub.ts';
import type { Broken } from './world.ts';

const claimsOf = (set: string) => JSON.parse(Buffer.from(set.split('.')[1]!, 'base64url').toString()) as Record<string, unknown>;

/** Each breaks one promise of one part; the case that is run with it must fail. */
export const BROKEN: Readonly<Record<string, Broken>> = {
  'the desk takes an event as told although nobody answered': {
    peer: (peer) => ({ ...peer, push: (set) => peer.push(set).catch(() => null) }),
  },
  'the desk takes an event as refused where the network failed': {
    peer: (peer) => ({ ...peer, push: (set) => peer.push(set).catch(() => 'access_denied') }),
  },
  'an event gets another number each time that it is told': {
    peer: (peer, { exchange }) => ({
      ...peer,
      push: (set) => peer.push(signJws(exchange.identity.key, SET_TYPE, { ...claimsOf(set), jti: randomUUID() })),
    }),
  },
  'the hub answers before the event is on its disk': {
    hub: (hub, desk) => {
      let pushed = 0;
      return {
        async push(set) {
          pushed += 1;
          return pushed % 5 === 0 ? null : hub.for(desk).push(set);
        },
      };
    },
  },
  'the hub takes as acknowledged what it has sent': {
    hub: (hub, desk) => ({
      poll: async (order: PollOrder) => {
        const answer = await hub.for(desk).poll(order);
        await hub.for(desk).poll({ ...order, ack: Object.keys(answer.sets), most: 0 });
        return answer;
      },
    }),
  },
  'the cursor of the hub passes an event that commits later under a lower number': {
    hub: (hub, desk) => ({
      push: async (set) => {
        const before = hub.events.length;
        const refused = await hub.for(desk).push(set);
        if (hub.events.length > before && before % 3 === 1) hub.events.splice(before - 1, 0, ...hub.events.splice(before, 1));
        return refused;
      },
      poll: async (order: PollOrder) => {
        const last = Math.max(-1, ...order.ack.map((jti) => hub.events.findIndex((event) => event.jti === jti)));
        const before = hub.events.slice(0, last + 1).filter(({ feed }) => feed === order.feed);
        return hub.for(desk).poll({ ...order, ack: before.map(({ jti }) => jti) });
      },
    }),
  },
  'the desk acknowledges before the event is on its disk': {
    peer: (peer) => ({
      ...peer,
      poll: async (order) => {
        const answer = await peer.poll(order);
        await peer.poll({ ...order, ack: Object.keys(answer.sets), most: 0 }).catch(() => {});
        if (Object.keys(answer.sets).length > 1) throw new Error('killed before the commit');
        return answer;
      },
    }),
  },
  'the desk forgets what it has done': {
    inbox: (inbox, { store }) => ({
      ...inbox,
      take: async (events) => {
        for (const { jti } of events) await store.db.deleteFrom('exchange_inbox').where('jti', '=', jti).execute();
        return inbox.take(events);
      },
    }),
  },
  'the desk does an event and is killed before the mark': {
    inbox: (inbox, { store }) => {
      let taken = 0;
      return {
        ...inbox,
        take: async (events) => {
          const done = await inbox.take(events);
          taken += 1;
          if (taken % 3 !== 0 || events.length === 0) return done;
          await store.db.deleteFrom('exchange_inbox').where('jti', '=', events[0]!.jti).execute();
          throw new Error('killed before the mark');
        },
      };
    },
  },
  'what waits is never tried again': { inbox: (inbox) => ({ ...inbox, retry: async () => 0 }) },
  'the desk takes only the first event of an answer': { inbox: (inbox) => ({ ...inbox, take: (events) => inbox.take(events.slice(0, 1)) }) },
  'what came last counts, not what happened last': {
    effect:
      (effect, { store }) =>
      async (tx, event) => {
        await tx.deleteFrom('status_change').execute();
        void store;
        return effect(tx, event);
      },
  },
  'a key that could not be asked for is a key that is not there': {
    peer: (peer) => ({ ...peer, keys: (issuer) => peer.keys(issuer).catch(() => null) }),
  },
};
