import { Stack, type StackProps } from 'aws-cdk-lib';
import {
  AttributeType,
  Billing,
  type GlobalSecondaryIndexPropsV2,
  type ITable,
  ProjectionType,
  StreamViewType,
  TableEncryptionV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { quarantineLists } from '../../functions/intake/quarantine/quarantine.index.ts';
import {
  leadsByOwner,
  leadsByUpdate,
  openLeadsByAssignee,
  unansweredLeads,
} from '../../functions/leads/lead/lead.index.ts';
import { ownersByDealer } from '../../functions/owners/owner.index.ts';
import { dueItems } from '../../functions/platform/due.index.ts';
import { factsByTime } from '../../functions/platform/fact.index.ts';
import type { TableIndex } from '../../functions/platform/table.index.ts';
import { customerKey } from '../constructs/customer-key.ts';
import { removalOf } from '../constructs/removal.ts';
import type { ServiceFunction } from '../constructs/service-function.ts';
import type { TableAction } from '../constructs/table-function.ts';
import { tablesOf } from '../names.ts';
import type { Stage } from '../stages.ts';

/** All indexes, those of rooms to come too: DynamoDB adds one per update. */
const indexes: readonly TableIndex[] = [
  factsByTime,
  dueItems,
  quarantineLists,
  ownersByDealer,
  leadsByUpdate,
  leadsByOwner,
  openLeadsByAssignee,
  unansweredLeads,
];

export interface StageProps extends StackProps {
  readonly stage: Stage;
}

/**
 * The one table with its stream, and apart from it the table of credentials: only the authorizer reads that and no function
 * writes it. Which items of one table a role may touch could be said by their keys, but it would hang on a condition in
 * every statement of every other function, which passes where IAM is not told the keys.
 */
export class DataStack extends Stack {
  // As their interface: the class's optional members do not fit it under exactOptionalPropertyTypes.
  readonly table: ITable;
  private readonly credentials: ITable;
  /** The customer's key, if the installation has one. */
  readonly key: IKey | undefined;

  constructor(scope: Construct, id: string, props: StageProps) {
    super(scope, id, props);
    const { stage } = props;
    const { main, credentials } = tablesOf(stage.base);
    this.key = customerKey(this, stage);
    const encryption = this.key ? TableEncryptionV2.customerManagedKey(this.key) : TableEncryptionV2.awsManagedKey();
    this.table = new TableV2(this, 'Table', {
      ...kept(stage),
      encryption,
      tableName: main,
      dynamoStream: StreamViewType.NEW_IMAGE,
      timeToLiveAttribute: 'expiresAt',
      globalSecondaryIndexes: indexes.map(indexProps),
    }) as ITable;
    this.credentials = new TableV2(this, 'Credentials', {
      ...kept(stage),
      encryption,
      tableName: credentials,
    }) as ITable;
  }

  /** Lets a function look credentials up: its table is then theirs. */
  allowCredentials(target: ServiceFunction): void {
    target.setVariable('TABLE_NAME', this.credentials.tableName);
    const resources = [this.credentials.tableArn];
    target.addToRolePolicy(new PolicyStatement({ actions: ['dynamodb:GetItem'], resources }));
    target.allowKey('reading');
  }

  /** Lets a function do just these actions on the table's items. */
  allow(target: ServiceFunction, actions: readonly TableAction[]): void {
    target.setVariable('TABLE_NAME', this.table.tableName);
    const named = actions.map((action) => `dynamodb:${action}`);
    target.addToRolePolicy(new PolicyStatement({ actions: named, resources: [this.table.tableArn] }));
    target.allowKey(actions.includes('PutItem') ? 'writing' : 'reading');
  }

  /** Lets a function query one index of the table. */
  allowIndex(target: ServiceFunction, { name }: TableIndex): void {
    target.setVariable('TABLE_NAME', this.table.tableName);
    const resources = [`${this.table.tableArn}/index/${name}`];
    target.addToRolePolicy(new PolicyStatement({ actions: ['dynamodb:Query'], resources }));
    target.allowKey('reading');
  }
}

/** What both tables have in common. */
function kept({ protectData }: Stage) {
  return {
    partitionKey: { name: 'PK', type: AttributeType.STRING },
    sortKey: { name: 'SK', type: AttributeType.STRING },
    billing: Billing.onDemand(),
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: protectData,
    removalPolicy: removalOf({ protectData }),
  };
}

function indexProps({ name, partition, sort, holds }: TableIndex): GlobalSecondaryIndexPropsV2 {
  return {
    indexName: name,
    partitionKey: { name: partition, type: AttributeType.STRING },
    sortKey: { name: sort, type: AttributeType.STRING },
    ...projectionOf(holds),
  };
}

function projectionOf(
  holds: TableIndex['holds'],
): Pick<GlobalSecondaryIndexPropsV2, 'projectionType' | 'nonKeyAttributes'> {
  if (holds === 'everything') return { projectionType: ProjectionType.ALL };
  if (holds === 'keys') return { projectionType: ProjectionType.KEYS_ONLY };
  return { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [...holds] };
}
