import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import {
  AccessLogFormat,
  ApiKeySourceType,
  EndpointType,
  IdentitySource,
  LambdaIntegration,
  LogGroupLogDestination,
  MethodLoggingLevel,
  type MethodOptions,
  Period,
  RequestAuthorizer,
  RestApi,
  SecurityPolicy,
} from 'aws-cdk-lib/aws-apigateway';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { CfnSamplingRule } from 'aws-cdk-lib/aws-xray';
import type { Construct } from 'constructs';
import { getOpenapi } from '../../functions/platform/openapi.routes.ts';
import type { KnownBy } from '../../functions/platform/route.ts';
import { addToBundle } from '../constructs/bundle.ts';
import type { DeployedRoute } from '../constructs/deployed-route.ts';
import { alarmPeriod } from '../constructs/explained-alarm.ts';
import { Firewall } from '../constructs/firewall.ts';
import { answerWithProblems } from '../constructs/gateway-problems.ts';
import { logGroup } from '../constructs/log-group.ts';
import type { OperatorView, Watched } from '../constructs/operator-view.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { openapiDocument } from '../openapi.ts';
import type { Stage } from '../stages.ts';
import type { DataStack, StageProps } from './data.ts';

interface ApiProps extends StageProps {
  readonly data: DataStack;
  /** What the capabilities serve. */
  readonly routes: readonly DeployedRoute[];
}

/** The API: its doors, its callers' plan, and the routes that the capabilities handed in. */
export class ApiStack extends Stack implements Watched {
  private readonly api: RestApi;

  constructor(scope: Construct, id: string, props: ApiProps) {
    super(scope, id, props);
    const { stage } = props;
    this.api = this.addApi(stage);
    this.sampleTraces(stage);
    answerWithProblems(this.api);
    const doors: Readonly<Record<KnownBy, MethodOptions>> = {
      key: { authorizer: this.addAuthorizer(props), apiKeyRequired: true },
      nothing: {},
    };
    const routes = [...props.routes, { route: getOpenapi, target: this.addDocument(stage) }];
    for (const { route, target } of routes) this.addMethod({ route, target }, doors[route.callers.knownBy]);
    const quota = stage.callerDailyQuota && { quota: { limit: stage.callerDailyQuota, period: Period.DAY } };
    const plan = this.api.addUsagePlan('Callers', {
      name: `${stage.base}-callers`,
      throttle: { rateLimit: stage.callerThrottle.rate, burstLimit: stage.callerThrottle.burst },
      ...quota,
    });
    plan.addApiStage({ stage: this.api.deploymentStage });
    if (stage.features.firewall) new Firewall(this, 'Firewall', { stage, protects: this.api.deploymentStage.stageArn });
    new CfnOutput(this, 'UsagePlanId', { value: plan.usagePlanId });
    if (stage.customDomain) this.addDomain(stage.customDomain);
  }

  get operatorView(): OperatorView {
    const errors = {
      id: 'ApiErrors',
      metric: this.api.metricServerError({ statistic: 'Sum', period: alarmPeriod }),
      threshold: 5,
      happened: 'The API answered five or more requests of one minute with a 5xx; senders may be losing patience.',
      remedy:
        "See route and request id of each with `npm run log -- api-access`, then the errors of the route's function. Nothing was kept of a failed request; senders that repeat it lose nothing.",
    };
    return { alarms: [errors], widgets: [] };
  }

  private addApi(stage: Stage): RestApi {
    const accessLog = logGroup(this, 'AccessLog', { stage, name: `${stage.logFolder}/api-access` });
    return new RestApi(this, 'Api', {
      restApiName: stage.base,
      description: 'Leads, their SLA, and the stores they belong to',
      endpointTypes: [EndpointType.REGIONAL],
      // The authorizer names the usage plan's key, so that callers carry one secret only.
      apiKeySourceType: ApiKeySourceType.AUTHORIZER,
      // Else a body in Latin-1 would be read as UTF-8 and lose every accent, and a kept document would come out as base64
      // for whoever does not begin `Accept` with its type.
      binaryMediaTypes: ['*/*'],
      cloudWatchRole: stage.apiGatewayLogRole === 'own',
      deployOptions: {
        stageName: stage.name,
        tracingEnabled: true,
        metricsEnabled: true,
        loggingLevel: MethodLoggingLevel.ERROR,
        dataTraceEnabled: false,
        throttlingRateLimit: stage.apiThrottle.rate,
        throttlingBurstLimit: stage.apiThrottle.burst,
        accessLogDestination: new LogGroupLogDestination(accessLog),
        // Neither query strings nor addresses of people: request id, caller's key id, route, status, time.
        accessLogFormat: AccessLogFormat.custom(
          JSON.stringify({
            requestId: '$context.requestId',
            at: '$context.requestTime',
            route: '$context.httpMethod $context.resourcePath',
            status: '$context.status',
            milliseconds: '$context.responseLatency',
            credentialId: '$context.authorizer.credentialId',
            error: '$context.error.responseType',
          }),
        ),
      },
    });
  }

  /** A name of the owner's, whose DNS record goes to the output. */
  private addDomain({ name, certificateArn }: NonNullable<Stage['customDomain']>): void {
    const domain = this.api.addDomainName('Domain', {
      domainName: name,
      certificate: Certificate.fromCertificateArn(this, 'Certificate', certificateArn),
      endpointType: EndpointType.REGIONAL,
      securityPolicy: SecurityPolicy.TLS_1_2,
    });
    const { domainNameAliasDomainName, domainNameAliasHostedZoneId } = domain;
    new CfnOutput(this, 'DomainTarget', {
      value: `${name} ALIAS ${domainNameAliasDomainName} (${domainNameAliasHostedZoneId})`,
    });
  }

  /** Traces a request in a hundred: it shows where time goes, and each trace is paid for. */
  private sampleTraces(stage: Stage): void {
    new CfnSamplingRule(this, 'Sampling', {
      samplingRule: {
        ruleName: `${stage.base}-api`,
        version: 1,
        priority: 100,
        reservoirSize: 0,
        fixedRate: 0.01,
        serviceName: `${stage.base}/${stage.name}`,
        serviceType: 'AWS::ApiGateway::Stage',
        resourceArn: '*',
        host: '*',
        httpMethod: '*',
        urlPath: '*',
      },
    });
  }

  private addAuthorizer({ stage, data }: ApiProps): RequestAuthorizer {
    const authorize = new ServiceFunction(this, 'Authorize', { stage, handler: 'access/authorize', timeoutSeconds: 5 });
    data.allowCredentials(authorize);
    return new RequestAuthorizer(this, 'Authorizer', {
      handler: authorize,
      identitySources: [IdentitySource.header('Authorization')],
      // A revoked key works at most this long.
      resultsCacheTtl: Duration.seconds(60),
    });
  }

  private addDocument(stage: Stage): ServiceFunction {
    addToBundle(getOpenapi.handler, 'openapi.json', JSON.stringify(openapiDocument()));
    return new ServiceFunction(this, 'GetOpenapi', { stage, handler: getOpenapi.handler, memoryMegabytes: 256 });
  }

  private addMethod({ route, target }: DeployedRoute, options: MethodOptions): void {
    this.api.root
      .resourceForPath(route.path)
      .addMethod(route.method, new LambdaIntegration(target, { allowTestInvoke: false }), options);
  }
}
