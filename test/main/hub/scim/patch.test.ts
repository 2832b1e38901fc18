import { describe, expect, it } from 'vitest';
import { patched } from '../../../../main/hub/scim/patch/apply.ts';
import { PATCH_OP, patchOperations } from '../../../../main/hub/scim/patch/request.ts';
import { givenResource, replaced } from '../../../../main/hub/scim/resource/given.ts';
import { vocabularyOf } from '../../../../main/hub/scim/schema/attribute.ts';
import { USER, USER_SCHEMA } from '../../../../main/hub/scim/schema/user.ts';

const DOCTOR = 'urn:hpki-desk:params:scim:schemas:doctor:2.0:User';
const users = vocabularyOf(USER);
const home = { value: '03-1', type: 'work' };
const fax = { value: '03-9', type: 'fax' };
const row = { value: '13', class: 'A1', active: true, display: '甲', $ref: 'https://hub/Groups/13' };
const user = {
  schemas: [USER_SCHEMA, DOCTOR],
  id: '123456',
  userName: '123456',
  name: { formatted: '田中　太郎', familyName: '田中', givenName: '太郎' },
  emails: [{ value: 'a@example.com', type: 'work', primary: true }],
  phoneNumbers: [home, fax],
  [DOCTOR]: { registrationNumber: '123456', affiliation: '甲病院', associations: [row] },
};
const patch = (...operations: object[]) => patched(user, patchOperations({ schemas: [PATCH_OP], Operations: operations }), users);
const doctor = (changes: object) => ({ ...user, [DOCTOR]: { ...user[DOCTOR], ...changes } });
const email = [{ value: 'b@example.com', type: 'work' }];

describe('PATCH', () => {
  it.each([
    // RFC 7644 section 3.5.2.1, its examples with the fields of this service.
    [
      'adds several attributes without a path',
      [{ op: 'add', value: { emails: email, [`${DOCTOR}:phoneticName`]: 'タナカ' } }],
      {
        ...doctor({ phoneticName: 'タナカ' }),
        emails: [...user.emails, ...email],
      },
    ],
    [
      'adds a value to a list',
      [{ op: 'add', path: 'phoneNumbers', value: [{ value: '090', type: 'mobile' }] }],
      {
        ...user,
        phoneNumbers: [home, fax, { value: '090', type: 'mobile' }],
      },
    ],
    [
      'adds no value twice',
      [
        { op: 'add', path: 'phoneNumbers', value: [home] },
        { op: 'add', path: 'emails', value: { value: 'a@example.com', type: 'work' } },
      ],
      user,
    ],
    ['adds an attribute that has no value yet', [{ op: 'add', path: `${DOCTOR}:formerName`, value: '山田' }], doctor({ formerName: '山田' })],
    ['adds over a single value', [{ op: 'add', path: `${DOCTOR}:affiliation`, value: '乙病院' }], doctor({ affiliation: '乙病院' })],
    [
      'adds parts of a complex value',
      [{ op: 'add', path: 'name', value: { givenName: '次郎' } }],
      {
        ...user,
        name: { formatted: '田中　太郎', familyName: '田中', givenName: '次郎' },
      },
    ],
    [
      'makes the value that a filter describes',
      [{ op: 'add', path: 'addresses[type eq "work"].postalCode', value: '113-8621' }],
      {
        ...user,
        addresses: [{ type: 'work', postalCode: '113-8621' }],
      },
    ],
    // Section 3.5.2.2.
    ['removes the value that a filter picks', [{ op: 'remove', path: 'phoneNumbers[type eq "fax"]' }], { ...user, phoneNumbers: [home] }],
    ['removes all values', [{ op: 'remove', path: 'phoneNumbers' }], (({ phoneNumbers: _, ...rest }) => rest)(user)],
    [
      'removes values of a complex filter',
      [{ op: 'remove', path: 'emails[type eq "work" and value ew "example.com"]' }],
      (({ emails: _, ...rest }) => rest)(user),
    ],
    [
      'removes a single value',
      [{ op: 'remove', path: `${DOCTOR}:affiliation` }],
      { ...user, [DOCTOR]: { registrationNumber: '123456', associations: [row] } },
    ],
    ['removes a part', [{ op: 'remove', path: 'name.givenName' }], { ...user, name: { formatted: '田中　太郎', familyName: '田中' } }],
    ['removes what is not there', [{ op: 'remove', path: `${DOCTOR}:formerName` }], user],
    [
      'removes and adds in the given order',
      [
        { op: 'remove', path: 'phoneNumbers[type eq "fax"]' },
        { op: 'add', path: 'phoneNumbers', value: [{ ...fax, value: '1' }] },
      ],
      {
        ...user,
        phoneNumbers: [home, { ...fax, value: '1' }],
      },
    ],
    [
      'clears the extension but for what does not change',
      [{ op: 'remove', path: DOCTOR }],
      { ...user, [DOCTOR]: { registrationNumber: '123456', associations: [row] } },
    ],
    // Section 3.5.2.3.
    [
      'replaces a list',
      [{ op: 'replace', path: 'phoneNumbers', value: [{ value: '2', type: 'work' }] }],
      { ...user, phoneNumbers: [{ value: '2', type: 'work' }] },
    ],
    [
      'replaces the value that a filter picks',
      [{ op: 'replace', path: 'phoneNumbers[type eq "work"]', value: { value: '2', type: 'work' } }],
      {
        ...user,
        phoneNumbers: [{ value: '2', type: 'work' }, fax],
      },
    ],
    [
      'replaces a part of the value that a filter picks',
      [{ op: 'replace', path: 'phoneNumbers[type eq "work"].value', value: '2' }],
      {
        ...user,
        phoneNumbers: [{ value: '2', type: 'work' }, fax],
      },
    ],
    [
      'replaces several attributes without a path',
      [{ op: 'replace', value: { emails: email, [DOCTOR]: { affiliation: '乙病院' } } }],
      { ...doctor({ affiliation: '乙病院' }), emails: email },
    ],
    ['replaces what has no value', [{ op: 'replace', path: `${DOCTOR}:sex`, value: '女' }], doctor({ sex: '女' })],
    [
      'takes operations in any case',
      [{ op: 'Replace', path: 'NAME.FAMILYNAME', value: '山田' }],
      { ...user, name: { ...user.name, familyName: '山田' } },
    ],
    [
      'takes what does not change where it is the same',
      [{ op: 'replace', value: { id: '123456', userName: '123456', [DOCTOR]: { registrationNumber: '123456' } } }],
      user,
    ],
    ['takes rows of membership as they are', [{ op: 'add', path: `${DOCTOR}:associations`, value: [{ value: '13', class: 'A1' }] }], user],
    [
      'clears what is told as null',
      [{ op: 'replace', path: `${DOCTOR}:affiliation`, value: null }],
      { ...user, [DOCTOR]: { registrationNumber: '123456', associations: [row] } },
    ],
  ])('%s', (_, operations, resource) => expect(patch(...operations)).toEqual(resource));

  it.each([
    ['noTarget', 'a filter that picks nothing', { op: 'replace', path: 'phoneNumbers[type eq "mobile"].value', value: '1' }],
    ['noTarget', 'a removal that picks nothing', { op: 'remove', path: 'phoneNumbers[type eq "mobile"]' }],
    ['noTarget', 'a removal of nothing', { op: 'remove' }],
    ['noTarget', 'a filter that describes no value', { op: 'add', path: 'addresses[type sw "w"].postalCode', value: '1' }],
    ['noTarget', 'values of what has one', { op: 'replace', path: 'name[givenName pr]', value: {} }],
    ['invalidPath', 'a path that is none', { op: 'replace', path: 'name..x', value: '1' }],
    ['invalidPath', 'an attribute of nobody', { op: 'replace', path: 'nickName', value: '1' }],
    ['invalidPath', 'an attribute of nobody without a path', { op: 'add', value: { nickName: 'Babs' } }],
    ['invalidPath', 'an attribute of nobody in the extension', { op: 'add', value: { [DOCTOR]: { nickName: 'Babs' } } }],
    ['invalidFilter', 'a comparison that does not go', { op: 'remove', path: 'emails[primary gt true]' }],
    ['invalidValue', 'text in place of truth', { op: 'replace', path: `${DOCTOR}:myPage`, value: 'true' }],
    ['invalidValue', 'a number in place of text', { op: 'replace', path: 'name.familyName', value: 1 }],
    ['invalidValue', 'text in place of an object', { op: 'replace', path: 'name', value: '田中' }],
    ['invalidValue', 'a control character', { op: 'replace', path: 'name.familyName', value: 'a\u0000' }],
    ['invalidValue', 'no attributes', { op: 'add', value: '田中' }],
    ['mutability', 'another registration number', { op: 'replace', path: `${DOCTOR}:registrationNumber`, value: '7' }],
    ['mutability', 'no registration number', { op: 'remove', path: `${DOCTOR}:registrationNumber` }],
    ['mutability', 'another name of the user', { op: 'replace', value: { userName: '7' } }],
    ['mutability', 'another identifier', { op: 'replace', path: 'id', value: '7' }],
    ['mutability', 'another row of membership', { op: 'add', path: `${DOCTOR}:associations`, value: [{ value: '14', class: 'A1' }] }],
    ['mutability', 'another class', { op: 'replace', path: `${DOCTOR}:associations[value eq "13"].class`, value: 'B' }],
    ['mutability', 'no rows of membership', { op: 'remove', path: `${DOCTOR}:associations` }],
    ['mutability', 'a group', { op: 'add', path: 'groups', value: [{ value: '14' }] }],
    ['mutability', 'a part that follows', { op: 'replace', path: 'emails[type eq "work"].primary', value: false }],
    ['mutability', 'what follows from memberships', { op: 'replace', path: 'active', value: false }],
    ['invalidSyntax', 'an operation of nobody', { op: 'move', path: 'name' }],
  ])('is refused by %s: %s', (code, _, operation) => expect(() => patch(operation)).toThrow(expect.objectContaining({ status: 400, code })));

  it.each([
    ['no schema', { Operations: [{ op: 'remove', path: 'emails' }] }],
    ['no operations', { schemas: [PATCH_OP] }],
    ['an empty list', { schemas: [PATCH_OP], Operations: [] }],
    ['no object', 'remove'],
  ])('is refused with %s', (_, body) => expect(() => patchOperations(body)).toThrow(expect.objectContaining({ code: 'invalidSyntax' })));

  it('leaves the resource alone where a later operation is refused', () => {
    const before = structuredClone(user);
    expect(() => patch({ op: 'remove', path: 'emails' }, { op: 'remove' })).toThrow();
    expect(user).toEqual(before);
  });
});

describe('PUT', () => {
  const put = (body: object) => replaced(user, givenResource({ schemas: [USER_SCHEMA], ...body }, users), users);
  const fixed = { schemas: user.schemas, id: '123456', userName: '123456', [DOCTOR]: { registrationNumber: '123456', associations: [row] } };
  it.each([
    ['clears what is left out and keeps what does not change', { name: { formatted: '田中' } }, { ...fixed, name: { formatted: '田中' } }],
    [
      'leaves out what is read-only or unknown',
      { name: { formatted: '田中' }, id: '7', active: false, nickName: 'Babs', externalId: 'x' },
      { ...fixed, name: { formatted: '田中' } },
    ],
    [
      'takes names in any case',
      { NAME: { FORMATTED: '田中' }, USERNAME: '123456', [DOCTOR.toUpperCase()]: { SEX: '女' } },
      {
        ...fixed,
        name: { formatted: '田中' },
        [DOCTOR]: { ...fixed[DOCTOR], sex: '女' },
      },
    ],
  ])('%s', (_, body, resource) => expect(put(body)).toEqual(resource));

  it.each([
    ['mutability', 'another user name', { userName: '7' }],
    ['mutability', 'another row', { [DOCTOR]: { associations: [{ value: '13', class: 'B' }] } }],
    ['invalidValue', 'an extension that is no object', { [DOCTOR]: 'x' }],
    ['invalidValue', 'a list that is none', { emails: 'a@example.com' }],
    ['invalidSyntax', 'another schema', { schemas: ['urn:x'] }],
  ])('is refused by %s: %s', (code, _, body) => expect(() => put(body)).toThrow(expect.objectContaining({ status: 400, code })));
});
