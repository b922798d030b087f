import { RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import {
  AttributeType,
  Billing,
  type ITable,
  ProjectionType,
  StreamViewType,
  TableEncryptionV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as Fn } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { intakeLists } from '../../functions/intake/quarantine/quarantine.index.ts';
import { leadsByUpdate, openLeadsByOwner, unansweredLeads } from '../../functions/leads/lead/lead.index.ts';
import { factsByTime } from '../../functions/platform/fact.index.ts';
import type { Stage } from '../stages.ts';

export interface StageProps extends StackProps {
  readonly stage: Stage;
}

/** The one table with its stream. */
export class DataStack extends Stack {
  // As its interface: the class's optional members do not fit it under exactOptionalPropertyTypes.
  readonly table: ITable;

  constructor(scope: Construct, id: string, props: StageProps) {
    super(scope, id, props);
    const { stage } = props;
    const removalPolicy = stage.protectData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    this.table = new TableV2(this, 'Table', {
      tableName: `lanekeeper-${stage.name}`,
      partitionKey: { name: 'PK', type: AttributeType.STRING },
      sortKey: { name: 'SK', type: AttributeType.STRING },
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.awsManagedKey(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: stage.protectData,
      dynamoStream: StreamViewType.NEW_IMAGE,
      timeToLiveAttribute: 'expiresAt',
      removalPolicy,
      globalSecondaryIndexes: [
        {
          indexName: factsByTime,
          partitionKey: { name: 'factHour', type: AttributeType.STRING },
          sortKey: { name: 'factAt', type: AttributeType.STRING },
          projectionType: ProjectionType.INCLUDE,
          nonKeyAttributes: ['envelope'],
        },
        {
          indexName: leadsByUpdate,
          partitionKey: { name: 'leadsOf', type: AttributeType.STRING },
          sortKey: { name: 'changedAt', type: AttributeType.STRING },
        },
        {
          indexName: openLeadsByOwner,
          partitionKey: { name: 'ownedBy', type: AttributeType.STRING },
          sortKey: { name: 'receivedAt', type: AttributeType.STRING },
          projectionType: ProjectionType.KEYS_ONLY,
        },
        {
          indexName: unansweredLeads,
          partitionKey: { name: 'unansweredShard', type: AttributeType.STRING },
          sortKey: { name: 'unansweredSince', type: AttributeType.STRING },
          projectionType: ProjectionType.KEYS_ONLY,
        },
        {
          indexName: intakeLists,
          partitionKey: { name: 'listedUnder', type: AttributeType.STRING },
          sortKey: { name: 'listedAt', type: AttributeType.STRING },
          projectionType: ProjectionType.KEYS_ONLY,
        },
      ],
    }) as ITable;
  }

  /** Lets a function do just these actions on the table's items. */
  allow(target: Fn, actions: readonly string[]): void {
    target.addToRolePolicy(new PolicyStatement({ actions: [...actions], resources: [this.table.tableArn] }));
  }

  /** Lets a function query one index of the table. */
  allowIndex(target: Fn, index: string): void {
    const resources = [`${this.table.tableArn}/index/${index}`];
    target.addToRolePolicy(new PolicyStatement({ actions: ['dynamodb:Query'], resources }));
  }
}
