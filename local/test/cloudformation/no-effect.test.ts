import { expect, test } from 'vitest';
import { loadStacks } from '../../cloudformation/cloudformation.ts';
import { assembly, kinds } from './things.ts';

test('a domain of an API is named, has what a DNS record would go to, and may be mapped', async () => {
  const template = {
    Resources: {
      Domain: { Type: 'AWS::ApiGateway::DomainName', Properties: { DomainName: 'api.shop.example' } },
      Mapping: { Type: 'AWS::ApiGateway::BasePathMapping', Properties: { DomainName: { Ref: 'Domain' } } },
      Target: { Type: 'Test::Thing', Properties: { Value: { 'Fn::GetAtt': ['Domain', 'RegionalDomainName'] } } },
      Zone: { Type: 'Test::Thing', Properties: { Value: { 'Fn::GetAtt': ['Domain', 'RegionalHostedZoneId'] } } },
    },
  };
  const loaded = await loadStacks(assembly({ one: { template } }), kinds);
  const propertiesOf = (id: string) => loaded.find(({ logicalId }) => logicalId === id)?.properties;
  expect(propertiesOf('Mapping')).toMatchObject({ DomainName: 'api.shop.example' });
  expect(propertiesOf('Target')?.['Value']).toMatch(/^d-[\da-f]{8}\.execute-api\.us-east-1\.invalid$/);
  expect(propertiesOf('Zone')?.['Value']).toMatch(/^Z[\dA-F]{12}$/);
});
