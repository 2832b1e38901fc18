import { HttpError } from '../http/http-error.ts';
import type { Values } from './filter/evaluate.ts';
import { BULK_LIMITS } from './bulk/request.ts';
import { CURSOR_SECONDS } from './listing/cursor.ts';
import { LIST_RESPONSE } from './listing/list.ts';
import { PAGE } from './listing/query.ts';
import type { Attribute, ResourceKind, Schema } from './schema/attribute.ts';
import { GROUP } from './schema/group.ts';
import { USER } from './schema/user.ts';

const SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:Schema';
const RESOURCE_TYPE = 'urn:ietf:params:scim:schemas:core:2.0:ResourceType';
const SERVICE_PROVIDER = 'urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig';
const KINDS = [USER, GROUP];

/** An attribute with what goes without saying in ours (RFC 7643 section 7). */
const attributeOf = ({ subAttributes, ...attribute }: Attribute): Values => ({
  multiValued: false,
  required: false,
  caseExact: attribute.type !== 'string',
  mutability: 'readWrite',
  returned: 'default',
  uniqueness: 'none',
  ...attribute,
  ...(subAttributes && { subAttributes: subAttributes.map(attributeOf) }),
});

const schemaOf = (base: string, { id, name, description, attributes }: Schema): Values => ({
  schemas: [SCHEMA],
  id,
  name,
  description,
  attributes: attributes.map(attributeOf),
  meta: { resourceType: 'Schema', location: `${base}/Schemas/${id}` },
});

const resourceTypeOf = (base: string, { name, endpoint, description, core, extension }: ResourceKind): Values => ({
  schemas: [RESOURCE_TYPE],
  id: name,
  name,
  endpoint,
  description,
  schema: core.id,
  schemaExtensions: [{ schema: extension.id, required: true }],
  meta: { resourceType: 'ResourceType', location: `${base}/ResourceTypes/${name}` },
});

/** What this service can do (RFC 7643 section 5, RFC 9865 section 4). @param base root of the service */
export const serviceProvider = (base: string): Values => ({
  schemas: [SERVICE_PROVIDER],
  patch: { supported: true },
  bulk: { supported: true, ...BULK_LIMITS },
  filter: { supported: true, maxResults: PAGE.most },
  changePassword: { supported: false },
  sort: { supported: true },
  etag: { supported: true },
  pagination: {
    cursor: true,
    index: true,
    defaultPaginationMethod: 'index',
    defaultPageSize: PAGE.otherwise,
    maxPageSize: PAGE.most,
    cursorTimeout: CURSOR_SECONDS,
  },
  authenticationSchemes: [
    {
      type: 'oauthbearertoken',
      name: 'OAuth Bearer Token',
      description: 'Access token of the hub (RFC 6750)',
      specUri: 'https://www.rfc-editor.org/info/rfc6750',
      primary: true,
    },
  ],
  meta: { resourceType: 'ServiceProviderConfig', location: `${base}/ServiceProviderConfig` },
});

const TABLES: Readonly<Record<'Schemas' | 'ResourceTypes', (base: string) => readonly Values[]>> = {
  Schemas: (base) => KINDS.flatMap(({ core, extension }) => [core, extension]).map((schema) => schemaOf(base, schema)),
  ResourceTypes: (base) => KINDS.map((kind) => resourceTypeOf(base, kind)),
};

/** Everything of a discovery endpoint as a list (RFC 7644 section 4). */
export function discovered(table: 'Schemas' | 'ResourceTypes', base: string): Values {
  const resources = TABLES[table](base);
  return { schemas: [LIST_RESPONSE], totalResults: resources.length, itemsPerPage: resources.length, startIndex: 1, Resources: resources };
}

/** One of them. @throws HttpError 404 */
export function discoveredOne(table: 'Schemas' | 'ResourceTypes', base: string, id: string): Values {
  const found = TABLES[table](base).find((each) => each['id'] === id);
  if (!found) throw new HttpError(404, 'not_found', 'nothing is described under that name');
  return found;
}
