import * as z from 'zod';
import type { PersonFields } from './person-fields.ts';
import { registrationNumber } from './registration-number.ts';

/** Extension of the SCIM user (RFC 7643) for a doctor. */
export const DOCTOR = 'urn:hpki-desk:params:scim:schemas:doctor:2.0:User';
const LIST_RESPONSE = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';

const text = z.string().max(1_000);

const doctor = z.object({
  registrationNumber: z.string().max(20),
  /** Reading of the name, family name first. */
  phoneticName: text.optional(),
  affiliation: text.optional(),
  birthDate: z.iso.date().optional(),
  /** Whether the person has a マイページ. */
  myPage: z.boolean().optional(),
});

/** What is read of a user; a service may say more. */
const user = z.object({
  name: z.object({ formatted: text.optional(), familyName: text.optional(), givenName: text.optional() }).optional(),
  displayName: text.optional(),
  [DOCTOR]: doctor,
});

/** Answer to a query (RFC 7644 section 3.4.2); `Resources` may be left out where nothing was found. */
export const listResponse = z
  .object({
    schemas: z.array(z.string()).refine((schemas) => schemas.includes(LIST_RESPONSE)),
    totalResults: z.int().min(0),
    Resources: z.array(user).default([]),
  })
  .refine(({ totalResults, Resources }) => totalResults === 0 || Resources.length > 0);

/** The query for one doctor; the filter says `eq`, of which at most one person may come. */
export const doctorQuery = (base: string, registration: string): string => {
  const url = new URL(`${base.replace(/\/+$/, '')}/Users`);
  url.search = new URLSearchParams({ filter: `${DOCTOR}:registrationNumber eq ${JSON.stringify(registration)}`, count: '2' }).toString();
  return url.href;
};

/** A user as a person. */
export function personOf({ name, displayName, [DOCTOR]: its }: z.infer<typeof user>): PersonFields {
  const joined = [name?.familyName, name?.givenName].filter((part) => part).join('　');
  return {
    registration: registrationNumber(its.registrationNumber),
    name: joined || name?.formatted || displayName || '',
    kana: its.phoneticName ?? '',
    affiliation: its.affiliation ?? '',
    birthDate: its.birthDate ?? '',
    myPage: its.myPage ?? null,
  };
}
