import { expect, it } from 'vitest';
import { timeStampServiceOrder } from '../../../main/api/schema/time-stamping.ts';
import { EMPTY_DRAFT, orderOf, type ServiceDraft } from '../../../renderer/settings/time-stamps/service-draft.ts';

const URL = 'https://tsa.example.jp/';
const kept = { url: URL, digest: 'sha256', policy: null, user: 'clinic', hasPassword: true } as const;

it.each<[string, Partial<ServiceDraft>, keyof ServiceDraft]>([
  ['nothing', {}, 'url'],
  ['another scheme', { url: 'ftp://tsa.example.jp/' }, 'url'],
  ['a password in the address', { url: 'https://a:b@tsa.example.jp/' }, 'url'],
  ['a policy in words', { url: URL, policy: 'baseline' }, 'policy'],
  ['a policy with a leading zero', { url: URL, policy: '1.02' }, 'policy'],
  ['a colon in the user', { url: URL, user: 'a:b', password: 'c' }, 'user'],
  ['a password without a user', { url: URL, password: 'c' }, 'user'],
  ['a user without a password', { url: URL, user: 'a' }, 'password'],
])('%s is no order', (_, draft, wrong) => expect(orderOf({ ...EMPTY_DRAFT, ...draft }, null)).toEqual({ order: null, wrong }));

it.each<[string, Partial<ServiceDraft>, typeof kept | null, unknown]>([
  ['an address alone', { url: ` ${URL} ` }, null, null],
  ['a user with a password', { url: URL, user: 'a', password: 'b' }, null, { user: 'a', password: 'b' }],
  ['the password that is kept', { url: URL, user: 'clinic' }, kept, { user: 'clinic', password: null }],
])('%s is an order that the contract takes', (_, draft, service, authorization) => {
  const { order } = orderOf({ ...EMPTY_DRAFT, ...draft }, service);
  expect(order).toEqual({ url: URL, digest: 'sha256', policy: null, authorization });
  expect(timeStampServiceOrder.safeParse(order).success).toBe(true);
});

it('a password that is kept serves no other user and no other address', () => {
  expect(orderOf({ ...EMPTY_DRAFT, url: URL, user: 'other' }, kept).wrong).toBe('password');
  expect(orderOf({ ...EMPTY_DRAFT, url: 'https://other.example.jp/', user: 'clinic' }, kept).wrong).toBe('password');
});
