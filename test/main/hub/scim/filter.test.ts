import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HttpError } from '../../../../main/hub/http/http-error.ts';
import { matches } from '../../../../main/hub/scim/filter/evaluate.ts';
import { FILTER_LIMITS, parseFilter, parsePatchPath } from '../../../../main/hub/scim/filter/parse.ts';
import { printFilter } from '../../../../main/hub/scim/filter/tree.ts';
import { vocabularyOf } from '../../../../main/hub/scim/schema/attribute.ts';
import { USER } from '../../../../main/hub/scim/schema/user.ts';
import { anyFilter } from './support/filters.ts';

const DOCTOR = 'urn:hpki-desk:params:scim:schemas:doctor:2.0:User';
const users = vocabularyOf(USER);
const path = (name: string, sub: string | null = null, schema: string | null = null) => ({ schema, name, sub });

describe('a filter as it is read', () => {
  it.each([
    // RFC 7644 section 3.4.2.2, its examples in their order.
    ['userName eq "bjensen"', { op: 'eq', path: path('userName'), value: 'bjensen' }],
    [`name.familyName co "O'Malley"`, { op: 'co', path: path('name', 'familyName'), value: "O'Malley" }],
    ['userName sw "J"', { op: 'sw', path: path('userName'), value: 'J' }],
    [
      'urn:ietf:params:scim:schemas:core:2.0:User:userName sw "J"',
      { op: 'sw', path: path('userName', null, 'urn:ietf:params:scim:schemas:core:2.0:User'), value: 'J' },
    ],
    ['title pr', { op: 'pr', path: path('title') }],
    ['meta.lastModified gt "2011-05-13T04:42:34Z"', { op: 'gt', path: path('meta', 'lastModified'), value: '2011-05-13T04:42:34Z' }],
    ['meta.lastModified ge "2011-05-13T04:42:34Z"', { op: 'ge', path: path('meta', 'lastModified'), value: '2011-05-13T04:42:34Z' }],
    ['meta.lastModified lt "2011-05-13T04:42:34Z"', { op: 'lt', path: path('meta', 'lastModified'), value: '2011-05-13T04:42:34Z' }],
    ['meta.lastModified le "2011-05-13T04:42:34Z"', { op: 'le', path: path('meta', 'lastModified'), value: '2011-05-13T04:42:34Z' }],
    [
      'title pr and userType eq "Employee"',
      {
        op: 'and',
        of: [
          { op: 'pr', path: path('title') },
          { op: 'eq', path: path('userType'), value: 'Employee' },
        ],
      },
    ],
    [
      'title pr or userType eq "Intern"',
      {
        op: 'or',
        of: [
          { op: 'pr', path: path('title') },
          { op: 'eq', path: path('userType'), value: 'Intern' },
        ],
      },
    ],
    [
      'schemas eq "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"',
      { op: 'eq', path: path('schemas'), value: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User' },
    ],
    [
      'userType eq "Employee" and (emails co "example.com" or emails.value co "example.org")',
      {
        op: 'and',
        of: [
          { op: 'eq', path: path('userType'), value: 'Employee' },
          {
            op: 'or',
            of: [
              { op: 'co', path: path('emails'), value: 'example.com' },
              { op: 'co', path: path('emails', 'value'), value: 'example.org' },
            ],
          },
        ],
      },
    ],
    [
      'userType ne "Employee" and not (emails co "example.com" or emails.value co "example.org")',
      {
        op: 'and',
        of: [
          { op: 'ne', path: path('userType'), value: 'Employee' },
          {
            op: 'not',
            of: {
              op: 'or',
              of: [
                { op: 'co', path: path('emails'), value: 'example.com' },
                { op: 'co', path: path('emails', 'value'), value: 'example.org' },
              ],
            },
          },
        ],
      },
    ],
    [
      'userType eq "Employee" and (emails.type eq "work")',
      {
        op: 'and',
        of: [
          { op: 'eq', path: path('userType'), value: 'Employee' },
          { op: 'eq', path: path('emails', 'type'), value: 'work' },
        ],
      },
    ],
    [
      'userType eq "Employee" and emails[type eq "work" and value co "@example.com"]',
      {
        op: 'and',
        of: [
          { op: 'eq', path: path('userType'), value: 'Employee' },
          {
            op: 'in',
            path: path('emails'),
            of: {
              op: 'and',
              of: [
                { op: 'eq', path: path('type'), value: 'work' },
                { op: 'co', path: path('value'), value: '@example.com' },
              ],
            },
          },
        ],
      },
    ],
    [
      'emails[type eq "work" and value co "@example.com"] or ims[type eq "xmpp" and value co "@foo.com"]',
      {
        op: 'or',
        of: [
          {
            op: 'in',
            path: path('emails'),
            of: {
              op: 'and',
              of: [
                { op: 'eq', path: path('type'), value: 'work' },
                { op: 'co', path: path('value'), value: '@example.com' },
              ],
            },
          },
          {
            op: 'in',
            path: path('ims'),
            of: {
              op: 'and',
              of: [
                { op: 'eq', path: path('type'), value: 'xmpp' },
                { op: 'co', path: path('value'), value: '@foo.com' },
              ],
            },
          },
        ],
      },
    ],
    // Of this service.
    [`${DOCTOR}:registrationNumber eq "123456"`, { op: 'eq', path: path('registrationNumber', null, DOCTOR), value: '123456' }],
    [
      'active EQ true AND NOT(id PR)',
      {
        op: 'and',
        of: [
          { op: 'eq', path: path('active'), value: true },
          { op: 'not', of: { op: 'pr', path: path('id') } },
        ],
      },
    ],
    ['members.$ref eq null', { op: 'eq', path: path('members', '$ref'), value: null }],
    [
      'a eq 1 or b eq -2.5e3 and c eq ""',
      {
        op: 'or',
        of: [
          { op: 'eq', path: path('a'), value: 1 },
          {
            op: 'and',
            of: [
              { op: 'eq', path: path('b'), value: -2500 },
              { op: 'eq', path: path('c'), value: '' },
            ],
          },
        ],
      },
    ],
    ['and eq "or"', { op: 'eq', path: path('and'), value: 'or' }],
    ['name.familyName eq "\\u7530\\"中\\\\"', { op: 'eq', path: path('name', 'familyName'), value: '田"中\\' }],
  ])('%s', (text, tree) => expect(parseFilter(text)).toEqual(tree));

  it.each([
    ['', 'nothing'],
    ['userName', 'no operator'],
    ['userName eq', 'no value'],
    ['userName like "a"', 'an operator of no RFC'],
    ['userName eq bjensen', 'a value without quotes'],
    ["userName eq 'bjensen'", 'quotes that are not JSON'],
    ['userName eq True', 'a literal that is not JSON'],
    ['userName eq 01', 'a number that is not JSON'],
    ['userName eq "a', 'a string without an end'],
    ['userName eq "\\x"', 'an escape that is not JSON'],
    ['userName eq "a" title pr', 'two comparisons without a word between'],
    ['userName eq "a" and', 'a missing second half'],
    ['(userName eq "a"', 'a bracket without an end'],
    ['userName eq "a")', 'an end without a bracket'],
    ['not userName eq "a"', 'not without a bracket'],
    ['emails[type eq "work"', 'values without an end'],
    ['emails[]', 'no inner filter'],
    ['emails[type eq "work"].value eq "a"', 'a part behind the values'],
    ['emails.value[type eq "work"]', 'values of a part'],
    ['emails[x[type eq "work"]]', 'values within values'],
    ['name.family.first eq "a"', 'a part of a part'],
    ['1name eq "a"', 'a name that begins with a digit'],
    ['urn:a: eq "a"', 'a schema without a name'],
    [`${'('.repeat(FILTER_LIMITS.depth + 1)}a pr${')'.repeat(FILTER_LIMITS.depth + 1)}`, 'more brackets than are read'],
    [Array.from({ length: FILTER_LIMITS.comparisons + 1 }, () => 'a pr').join(' or '), 'more comparisons than are read'],
    [`a eq "${'x'.repeat(FILTER_LIMITS.letters)}"`, 'more letters than are read'],
  ])('%# is no filter: %s', (text) => expect(() => parseFilter(text)).toThrow(expect.objectContaining({ status: 400, code: 'invalidFilter' })));

  it('is read back as it was written', () =>
    fc.assert(fc.property(anyFilter, (filter) => void expect(parseFilter(printFilter(filter))).toEqual(filter))));

  it('is refused by one name whatever the text', () =>
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          anyFilter.chain((filter) => fc.subarray(printFilter(filter).split('')).map((letters) => letters.join(''))),
        ),
        (text) => {
          for (const [read, code] of [
            [parseFilter, 'invalidFilter'],
            [parsePatchPath, 'invalidPath'],
          ] as const)
            try {
              read(text);
            } catch (error) {
              expect(error).toBeInstanceOf(HttpError);
              expect(error).toMatchObject({ status: 400, code });
            }
        },
      ),
    ));
});

describe('a path of PATCH as it is read', () => {
  it.each([
    ['members', { path: path('members'), filter: null }],
    ['name.familyName', { path: path('name', 'familyName'), filter: null }],
    ['addresses[type eq "work"]', { path: path('addresses'), filter: { op: 'eq', path: path('type'), value: 'work' } }],
    ['addresses[type eq "work"].postalCode', { path: path('addresses', 'postalCode'), filter: { op: 'eq', path: path('type'), value: 'work' } }],
    [
      `${DOCTOR}:associations[value eq "13"].class`,
      { path: path('associations', 'class', DOCTOR), filter: { op: 'eq', path: path('value'), value: '13' } },
    ],
  ])('%s', (text, read) => expect(parsePatchPath(text)).toEqual(read));

  it.each(['', 'a.b.c', 'a[', 'a[b pr]c', 'a[b pr].c.d', 'a[b pr][c pr]', 'a pr', 'a.b[c pr]', 'a[b pr].urn:x:y'])('%s is none', (text) =>
    expect(() => parsePatchPath(text)).toThrow(expect.objectContaining({ status: 400, code: 'invalidPath' })),
  );
});

describe('a filter as it is answered', () => {
  const user = {
    id: '123456',
    userName: '123456',
    name: { formatted: '田中　Taro', familyName: '田中', givenName: 'Taro' },
    active: true,
    emails: [{ value: 'Taro@Example.com', type: 'work', primary: true }],
    phoneNumbers: [
      { value: '03-1', type: 'work' },
      { value: '090-2', type: 'mobile' },
    ],
    [DOCTOR]: {
      registrationNumber: '123456',
      graduationYear: 1990,
      birthDate: '1965-04-01',
      associations: [{ value: '13', class: 'A1', active: true }],
    },
    meta: { lastModified: '2026-11-20T01:02:03.004Z' },
  };
  it.each([
    ['name.givenName eq "TARO"', true, 'letters of either case'],
    ['name.givenName co "ar"', true, 'a part'],
    ['name.formatted sw "田中"', true, 'a beginning'],
    ['name.formatted ew "RO"', true, 'an end'],
    ['name.familyName ne "田中"', false, 'not another'],
    ['NAME.FAMILYNAME eq "田中"', true, 'names in any case'],
    [`${DOCTOR.toUpperCase()}:registrationnumber eq "123456"`, true, 'schemas in any case'],
    ['title pr', false, 'what nobody defined has no value'],
    ['title ne "a"', true, 'what has no value is not equal'],
    ['not (title pr)', true, 'and the contrary'],
    ['emails co "example.com"', true, 'a complex value by its value'],
    ['phoneNumbers[type eq "work" and value sw "090"]', false, 'both of one and the same value'],
    ['phoneNumbers.type eq "work" and phoneNumbers.value sw "090"', true, 'each of any value'],
    ['phoneNumbers.type ne "work"', true, 'one value that is another is enough'],
    ['addresses.type ne "work"', true, 'no value at all is none that is equal'],
    [`${DOCTOR}:graduationYear ge 1990 and ${DOCTOR}:graduationYear lt 1991`, true, 'numbers in order'],
    ['meta.lastModified gt "2026-11-20T10:02:03+09:00"', true, 'instants in whatever zone'],
    ['meta.lastModified eq "2026-11-20T10:02:03.004+09:00"', true, 'the same instant'],
    ['name pr and displayName eq null', true, 'null is no value'],
    [`${DOCTOR}:affiliation pr`, false, 'an attribute left out'],
  ])('%s is %s: %s', (text, answer) => expect(matches(parseFilter(text), user, users)).toBe(answer));

  it.each([
    ['active gt true', 'truth has no order'],
    ['active co "t"', 'truth has no parts'],
    ['active eq "true"', 'text is no truth'],
    [`${DOCTOR}:graduationYear sw 19`, 'a number has no beginning'],
    [`${DOCTOR}:graduationYear eq 1990.5`, 'no whole number'],
    ['meta.created gt "yesterday"', 'no instant'],
    ['meta.created gt "2026-11-20T01:02:03"', 'an instant without a zone'],
    ['userName gt null', 'null has no order'],
    ['name eq "田中"', 'a complex value without a value'],
    ['name[familyName pr]', 'one value to pick from'],
    ['userName eq "a\\u0000"', 'a letter that no text has'],
  ])('%s is refused: %s', (text) =>
    expect(() => matches(parseFilter(text), user, users)).toThrow(expect.objectContaining({ code: 'invalidFilter' })),
  );
});
