import { describe, expect, it } from 'vitest';
import { faultOf } from '../../../../main/hub/http/log.ts';
import { httpErrorOf } from '../../../../main/hub/http/failures.ts';
import { errorAnswer, HttpError } from '../../../../main/hub/http/http-error.ts';
import { openMetrics } from '../../../../main/hub/http/metrics.ts';
import { type Method, type Route, routerOf } from '../../../../main/hub/http/router.ts';

const route = (method: Method, path: string): Route => ({ method, path, scope: null, summary: '', handler: async () => ({ status: 200 }) });
const find = routerOf([
  route('GET', '/things/:id'),
  route('GET', '/things/new'),
  route('POST', '/things/new'),
  route('GET', '/things/:id/parts/:part'),
]);
const outcome = (method: string, path: string) => {
  try {
    const { route: found, params } = find(method, path);
    return [found.path, params];
  } catch (error) {
    const { status, headers } = error as HttpError;
    return [status, headers['allow']];
  }
};

describe('router', () => {
  it.each([
    ['GET', '/things/7', ['/things/:id', { id: '7' }]],
    ['GET', '/things/new', ['/things/new', {}]],
    ['HEAD', '/things/7', ['/things/:id', { id: '7' }]],
    ['GET', '/things/a%2Fb/parts/%E5%8C%BB', ['/things/:id/parts/:part', { id: 'a/b', part: '医' }]],
    ['POST', '/things/7', [405, 'GET, HEAD']],
    ['DELETE', '/things/new', [405, 'GET, HEAD, POST']],
    ['GET', '/things/', [404, undefined]],
    ['GET', '/things/%zz', [404, undefined]],
    ['GET', '/things/7/', [404, undefined]],
    ['GET', '/other', [404, undefined]],
  ])('%s %s', (method, path, expected) => {
    expect(outcome(method, path)).toEqual(expected);
  });
});

describe('refusals', () => {
  it.each([
    ['plain', { error: 'invalidFilter', description: 'x' }],
    ['oauth', { error: 'invalidFilter', error_description: 'x' }],
    ['set', { err: 'invalidFilter', description: 'x' }],
    ['scim', { schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: '400', scimType: 'invalidFilter', detail: 'x' }],
  ] as const)('in the shape %s', (shape, body) => {
    expect(errorAnswer(new HttpError(400, 'invalidFilter', 'x'), shape).body).toEqual(body);
  });

  it.each([
    ['what row-level security refuses', { code: '42501' }, 403],
    ['a database that ends', { code: '57P01' }, 503],
    ['a database that is away', { code: 'ECONNREFUSED' }, 503],
  ])('%s', (_what, error, status) => {
    expect(httpErrorOf(error)?.status).toBe(status);
  });

  it('nothing of a fault’s message is told or logged', () => {
    expect(httpErrorOf(new Error('Key (registration)=(1001)'))).toBeNull();
    expect(faultOf(new Error('Key (registration)=(1001)'))).not.toContain('1001');
  });
});

it('metrics are text of Prometheus, one type line for each name', () => {
  const metrics = openMetrics();
  metrics.request('/a', 'GET', 200, 0.01);
  metrics.request('/a', 'GET', 200, 1);
  const text = metrics.text({ hpki_hub_events: 3 });
  expect(text).toContain('hpki_hub_requests_total{route="/a",method="GET",status="200"} 2');
  expect(text).toContain('hpki_hub_request_seconds_bucket{route="/a",le="0.02"} 1');
  expect(text).toContain('hpki_hub_request_seconds_bucket{route="/a",le="+Inf"} 2');
  const types = text.split('\n').filter((line) => line.startsWith('# TYPE'));
  expect(types).toEqual(['# TYPE hpki_hub_request_seconds histogram', '# TYPE hpki_hub_requests_total counter', '# TYPE hpki_hub_events gauge']);
});
