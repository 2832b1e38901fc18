import * as z from 'zod';
import { type Route, scopesNeeded } from './router.ts';

const content = (schema: z.ZodType) => ({
  content: { 'application/json': { schema: z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }) } },
});

function operationOf(route: Route) {
  const { path, scope, summary, request, response } = route;
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name!);
  return {
    summary,
    ...(names.length > 0 && { parameters: names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })) }),
    ...(request && { requestBody: { required: true, ...content(request) } }),
    responses: { '2XX': { description: 'done', ...(response && content(response)) }, default: { description: 'refused, with a code' } },
    security: scope === null ? [] : (scopesNeeded(route) ?? [null]).map((each) => ({ hub: each === null ? [] : [each] })),
  };
}

/** OpenAPI 3.1 out of the table of routes. */
export function openApiOf(routes: readonly Route[], url: string) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'HPKI Desk hub', version: '1' },
    servers: [{ url }],
    paths,
    components: { securitySchemes: { hub: { type: 'oauth2', flows: { clientCredentials: { tokenUrl: `${url}/token`, scopes: {} } } } } },
  };
}
