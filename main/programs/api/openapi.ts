import * as z from 'zod';
import packageFile from '../../../package.json' with { type: 'json' };
import { PROGRAM_FAULTS, type ProgramFaultCode } from '../fault.ts';
import { OPERATIONS, type Operation } from './operations.ts';
import * as wire from './wire.ts';

const COMMON: readonly ProgramFaultCode[] = ['HOST_WRONG', 'ORIGIN_NOT_PAIRED', 'SITE_REFUSED', 'TOO_MANY_CALLS', 'INTERNAL_FAULT'];
const WITH_BODY: readonly ProgramFaultCode[] = ['BODY_WRONG', 'TYPE_WRONG', 'TOO_LARGE'];
const WITH_TOKEN: readonly ProgramFaultCode[] = ['TOKEN_WRONG'];

/** JSON Schema of draft 2020-12, the dialect of OpenAPI 3.1. */
function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): object {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, target: 'draft-2020-12' });
  return rest;
}
const json = (schema: z.ZodType, io: 'input' | 'output') => ({ 'application/json': { schema: jsonSchema(schema, io) } });
const FAULT = { 'application/json': { schema: { $ref: '#/components/schemas/Fault' } } };

function faultsOf({ token, permission, body, query, faults }: Operation): Readonly<Record<string, object>> {
  const codes: ProgramFaultCode[] = [
    ...COMMON,
    ...(token ? WITH_TOKEN : []),
    ...(permission ? (['PERMISSION_MISSING'] as const) : []),
    ...(body ? WITH_BODY : query ? (['BODY_WRONG'] as const) : []),
    ...faults,
  ];
  const statuses = [...new Set(codes.map((code) => PROGRAM_FAULTS[code][0]))].sort();
  const worded = (status: number) =>
    codes.filter((code) => PROGRAM_FAULTS[code][0] === status).map((code) => `\`${code}\`: ${PROGRAM_FAULTS[code][1]}`);
  return Object.fromEntries(statuses.map((status) => [String(status), { description: worded(status).join('\n\n'), content: FAULT }]));
}

const ID = { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } };

function parameters({ path, query }: Operation): readonly object[] {
  const asked = query ? Object.entries(query.shape as Record<string, z.ZodType>) : [];
  return [
    ...(path.includes('{id}') ? [ID] : []),
    ...asked.map(([name, schema]) => ({ name, in: 'query', required: false, schema: jsonSchema(schema, 'output') })),
  ];
}

function described(id: string, operation: Operation): object {
  const { summary, token, permission, body, answer } = operation;
  return {
    operationId: id,
    summary,
    ...(permission && { description: `Needs the permission \`${permission}\`.` }),
    security: token ? [{ token: [] }] : [],
    parameters: parameters(operation),
    ...(body && { requestBody: { required: true, content: json(body, 'input') } }),
    responses: {
      [answer.status]: { description: 'Done.', ...('body' in answer && answer.body && { content: json(answer.body, 'output') }) },
      ...faultsOf(operation),
    },
  };
}

/** The interface as OpenAPI 3.1, made from the very schemas that calls are checked by. */
export function openApi(port: number): object {
  const byPath = Map.groupBy(Object.entries(OPERATIONS), ([, { path }]) => path);
  return {
    openapi: '3.1.0',
    info: {
      title: 'HPKI Desk for other programs',
      version: packageFile.version,
      description:
        'Asks the person at this computer for a signature, a verification, a look at the card, or a login with the card. A person decides; documents are shown before they are signed, and a PIN is typed nowhere but in the program.',
    },
    servers: [{ url: `http://127.0.0.1:${port}` }],
    paths: Object.fromEntries(
      [...byPath].map(([path, some]) => [
        path,
        Object.fromEntries(some.map(([id, operation]) => [operation.method.toLowerCase(), described(id, operation)])),
      ]),
    ),
    components: {
      schemas: { Fault: jsonSchema(wire.fault, 'output') },
      securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'The token that pairing gave.' } },
    },
  };
}
