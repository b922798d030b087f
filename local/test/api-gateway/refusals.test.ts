import { afterAll, expect, test } from 'vitest';
import { Unsupported } from '../../cloudformation/resource.ts';
import { rig } from './rig.ts';

const it = await rig();
afterAll(it.close);

const base = { RestApiId: 'a', ResourceId: 'r', HttpMethod: 'GET' };
const mock = { Type: 'MOCK', RequestTemplates: { 'application/json': '{statusCode:200}' } };
const uri = 'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/f/invocations';
const proxy = { Type: 'AWS_PROXY', IntegrationHttpMethod: 'POST', Uri: uri };

test.each([
  ['RestApi', { Name: 'a', Body: {} }, 'property Body'],
  ['RestApi', { Name: 'a', Policy: {} }, 'property Policy'],
  ['RestApi', { Name: 'a', DisableExecuteApiEndpoint: true }, 'property DisableExecuteApiEndpoint'],
  ['Method', { ...base, AuthorizationType: 'AWS_IAM', Integration: mock }, 'property AuthorizationType'],
  ['Method', { ...base, Integration: { Type: 'HTTP_PROXY', Uri: 'http://a' } }, 'property Integration.Type'],
  ['Method', { ...base, Integration: { ...proxy, Uri: 'arn:aws:apigateway:us-east-1:s3:path/b' } }, 'the integration'],
  [
    'Method',
    { ...base, Integration: { ...proxy, CacheKeyParameters: ['a'] } },
    'property Integration.CacheKeyParameters',
  ],
  [
    'Method',
    {
      ...base,
      Integration: { ...mock, IntegrationResponses: [{ StatusCode: 200, ResponseTemplates: { a: '#set($a = 1)' } }] },
    },
    '#set in the a template',
  ],
  ['Stage', { RestApiId: 'a', StageName: 'dev', CacheClusterEnabled: true }, 'property CacheClusterEnabled'],
  ['Stage', { RestApiId: 'a', StageName: 'dev', CanarySetting: {} }, 'property CanarySetting'],
  ['Authorizer', { Type: 'COGNITO_USER_POOLS', AuthorizerUri: uri }, 'property Type'],
  ['GatewayResponse', { RestApiId: 'a', ResponseType: 'ANY' }, 'property ResponseType'],
  [
    'GatewayResponse',
    {
      RestApiId: 'a',
      ResponseType: 'THROTTLED',
      ResponseTemplates: { 'application/json': '$util.escapeJavaScript("a")' },
    },
    '$util in the application/json template',
  ],
  [
    'UsagePlan',
    { ApiStages: [{ ApiId: 'a', Stage: 'dev', Throttle: { '/a/GET': {} } }] },
    'property ApiStages.0.Throttle',
  ],
])('a %s with %o stops the start, by name', (kind, properties, reason) => {
  const loading = () => it.loadGateway(kind, 'Refused', properties);
  expect(loading).toThrow(Unsupported);
  expect(loading).toThrow(`Stack/Refused (AWS::ApiGateway::${kind}): `);
  expect(loading).toThrow(reason);
});

test('a model is refused once a validator would hold bodies against it, whichever comes first', () => {
  const { ref: RequestValidatorId } = it.loadGateway('RequestValidator', 'Bodies', { ValidateRequestBody: true });
  const properties = { ...base, Integration: mock, RequestValidatorId, RequestModels: { 'application/json': 'Lead' } };
  expect(() => it.loadGateway('Method', 'Modelled', properties)).toThrow(/body is not emulated/);
});
