import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { quarantineEntered, senderCountShort } from '../../functions/events/intake.events.ts';
import { quarantineLists } from '../../functions/intake/quarantine/quarantine.index.ts';
import { getDocument, listQuarantine, postDismissal, postReplays } from '../../functions/intake/quarantine.routes.ts';
import { putCount } from '../../functions/intake/sender-count.routes.ts';
import { keptDays } from '../../functions/platform/retention.policy.ts';
import { closedBucket } from '../constructs/closed-bucket.ts';
import type { DeployedRoute } from '../constructs/deployed-route.ts';
import { factMetric, factRanking } from '../constructs/fact-graphs.ts';
import type { OperatorView, Watched } from '../constructs/operator-view.ts';
import type { ServiceFunction } from '../constructs/service-function.ts';
import { reads, TableFunction, writes } from '../constructs/table-function.ts';
import type { DataStack, StageProps } from './data.ts';

interface IntakeProps extends StageProps {
  readonly data: DataStack;
}

/** What could not be used: the bucket that keeps it, its list, its replay; and whether senders miss leads. */
export class IntakeStack extends Stack implements Watched {
  readonly routes: readonly DeployedRoute[];
  private readonly documents: Bucket;
  private readonly props: IntakeProps;

  constructor(scope: Construct, id: string, props: IntakeProps) {
    super(scope, id, props);
    this.props = props;
    // Kept as long as functions/intake/quarantine/quarantine.store.ts keeps what points at them.
    this.documents = closedBucket(this, 'Documents', { stage: props.stage, days: keptDays('quarantined-document') });
    const { stage, data } = props;
    const table = { stage, data };
    const list = new TableFunction(this, 'ListQuarantine', {
      ...table,
      handler: listQuarantine.handler,
      actions: reads,
      indexes: [quarantineLists],
    });
    const replays = new TableFunction(this, 'PostReplays', {
      ...table,
      handler: postReplays.handler,
      actions: writes,
      indexes: [quarantineLists],
      timeoutSeconds: 29,
    });
    const document = new TableFunction(this, 'GetDocument', { ...table, handler: getDocument.handler, actions: reads });
    this.allowDocuments(document, ['s3:GetObject']);
    const dismissal = new TableFunction(this, 'PostDismissal', {
      ...table,
      handler: postDismissal.handler,
      actions: writes,
    });
    const count = new TableFunction(this, 'PutCount', {
      ...table,
      handler: putCount.handler,
      actions: [...writes, 'Query'],
    });
    this.routes = [
      { route: listQuarantine, target: list },
      { route: postReplays, target: replays },
      { route: getDocument, target: document },
      { route: postDismissal, target: dismissal },
      { route: putCount, target: count },
    ];
  }

  get operatorView(): OperatorView {
    const { stage } = this.props;
    const counted = { period: Duration.minutes(5) };
    const quarantined = {
      id: 'DocumentsQuarantined',
      metric: factMetric(stage, quarantineEntered.type, counted),
      threshold: 1,
      happened: 'Documents that a known sender sent could not be used; they are kept 90 days and are no leads yet.',
      remedy:
        'See sender and reason of each with `npm run log -- relay-facts --fact quarantine.entered.v1`; functions/intake/README.md says what to mend for each reason. Then POST /v1/quarantine/replay {"reason": …} tries them again with their original receive time.',
    };
    const missing = {
      id: 'LeadsMissing',
      metric: factMetric(stage, senderCountShort.type, counted),
      threshold: 1,
      happened: 'A sender says it sent more leads on a day than were received from it.',
      remedy:
        "See sender, day and how many are missing with `npm run log -- relay-facts --fact sender.count-short.v1`. Ask the sender for its failed deliveries of that day; the API's access log shows what was refused (401, 403, 413, 415, 429).",
    };
    const senders = factRanking(stage, {
      title: 'Senders with the most documents in quarantine',
      fact: quarantineEntered.type,
      counted: 'documents',
      by: ['senderId', 'reason'],
    });
    return { alarms: [quarantined, missing], widgets: [senders] };
  }

  /** Lets a function keep documents as they were sent, and read them again with `s3:GetObject`. */
  allowDocuments(target: ServiceFunction, actions: readonly ('s3:PutObject' | 's3:GetObject')[]): void {
    target.setVariable('DOCUMENTS_BUCKET', this.documents.bucketName);
    const resources = [this.documents.arnForObjects('quarantine/*')];
    target.addToRolePolicy(new PolicyStatement({ actions: [...actions], resources }));
    target.allowKey(actions.includes('s3:PutObject') ? 'writing' : 'reading');
  }
}
