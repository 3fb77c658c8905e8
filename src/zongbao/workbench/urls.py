"""Every address of the office. Each name has its cell in `accounts/pages.py`."""

from django.conf import settings
from django.urls import include, path

from zongbao.workbench.accounts import people, viewing
from zongbao.workbench.accounts import views as accounts
from zongbao.workbench.api.views import api
from zongbao.workbench.audit import views as audit
from zongbao.workbench.cases import views as cases
from zongbao.workbench.clock import views as clock
from zongbao.workbench.deliveries import views as deliveries
from zongbao.workbench.desks import together
from zongbao.workbench.desks import views as desks
from zongbao.workbench.evidence import reconciled
from zongbao.workbench.evidence import views as evidence
from zongbao.workbench.inbox import views as inbox
from zongbao.workbench.meetings import views as meetings
from zongbao.workbench.notices import views as notices
from zongbao.workbench.overview import views as overview
from zongbao.workbench.papers import dispatch_pages as dispatches
from zongbao.workbench.papers import views as papers
from zongbao.workbench.programmes import views as programmes
from zongbao.workbench.public import views as public
from zongbao.workbench.readings import views as readings
from zongbao.workbench.registry import views as registry
from zongbao.workbench.reviews import letter_pages as letters
from zongbao.workbench.reviews import views as reviews
from zongbao.workbench.web import filters, search
from zongbao.workbench.web import views as web

urlpatterns = [
    path("", web.home, name="home"),
    path("sign-in/", accounts.SignIn.as_view(), name="sign-in"),
    path("sign-out/", accounts.sign_out, name="sign-out"),
    path("second-factor/", accounts.second_factor, name="second-factor"),
    path("second-factor/new/", accounts.enrol_factor, name="factor-new"),
    path("forgot/", accounts.forgot, name="forgot"),
    path("link/<str:secret>/", accounts.link, name="link"),
    path("account/", accounts.account, name="account"),
    path("account/password/", accounts.password, name="password"),
    path("account/tokens/new/", accounts.token_new, name="token-new"),
    path("account/tokens/<int:pk>/close/", accounts.token_close, name="token-close"),
    path("grants/<int:pk>/lend/", accounts.lend, name="lend"),
    path("loans/<int:pk>/end/", accounts.end_loan, name="lend-end"),
    path("view-as/", viewing.view_as, name="view-as"),
    path("view-as/end/", viewing.view_as_end, name="view-as-end"),
    path("api/", api.urls),
    path("people/", people.people, name="people"),
    path("people/new/", people.person_new, name="person-new"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/change/", people.person_change, name="person-change"),
    path("people/<int:pk>/roles/new/", people.role_new, name="role-new"),
    path("people/<int:pk>/link/", people.person_link, name="person-link"),
    path("people/<int:pk>/unlock/", people.person_unlock, name="person-unlock"),
    path("people/<int:pk>/factor-off/", people.factor_off, name="factor-off"),
    path("grants/<int:pk>/end/", people.role_end, name="role-end"),
    path("roles-held/", people.roles_held, name="roles-held"),
    path("units/", people.units, name="units"),
    path("units/new/", people.unit, name="unit-new"),
    path("units/<int:pk>/", people.unit, name="unit-change"),
    path("permissions/", web.permissions, name="permissions"),
    path("remember/", web.remember, name="remember"),
    path("messages/", inbox.messages, name="messages"),
    path("messages/<int:pk>/", inbox.open_message, name="message-open"),
    path("messages/read/", inbox.all_read, name="all-read"),
    path("language/", web.language, name="language"),
    path("act/<slug:machine>/<int:pk>/<slug:event>/", web.act, name="act"),
    path("act/<slug:machine>/<slug:event>/", together.together, name="act-together"),
    path("my/", cases.my_policies, name="my-policies"),
    path("my/<int:pk>/", cases.my_case, name="my-case"),
    path("my/data/", evidence.my_data, name="my-data"),
    path("my/data/<int:pk>/", evidence.my_firms_data, name="my-firms-data"),
    path("my/data/<int:pk>/revoke/", evidence.revoke, name="data-revoke"),
    path("my/own-rows/", evidence.own_rows, name="own-rows"),
    path("my/papers/", papers.my_papers, name="my-papers"),
    path("papers/", papers.papers, name="papers"),
    path("papers/zip/", papers.papers_zip, name="papers-zip"),
    path("papers/service/sheet/", papers.service_sheet, name="papers-service-sheet"),
    path("papers/service/new/", papers.service_new, name="papers-service-new"),
    path("papers/service/<str:name>/", papers.service_preview, name="papers-service-preview"),
    path("papers/waiting/", dispatches.waiting, name="papers-waiting"),
    path("papers/dispatches/<int:pk>/", dispatches.dispatch, name="dispatch"),
    path("papers/dispatches/<int:pk>/on/", dispatches.dispatch_on, name="dispatch-on"),
    path("papers/<int:pk>/", papers.paper, name="sent-paper"),
    path("papers/<int:pk>/<slug:form>/", papers.paper_file, name="paper-file"),
    path("papers/new/<slug:kind>/<int:pk>/", papers.new, name="paper-new"),
    path("papers/new/<slug:kind>/<int:pk>/<slug:form>/", papers.draft_file, name="paper-draft"),
    path("papers/forms/", papers.forms, name="paper-forms"),
    path("papers/forms/<slug:kind>/", papers.form, name="paper-form"),
    path("papers/forms/<slug:kind>/file/", papers.form_file, name="paper-form-file"),
    path("workings/<int:pk>/", evidence.workings, name="workings"),
    path("workings/<int:pk>/rows/<slug:step>/", evidence.step_rows, name="workings-rows"),
    path("workings/<int:pk>/sheet/", evidence.workings_sheet, name="workings-sheet"),
    path("workings/<int:pk>/print/", evidence.workings_print, name="workings-print"),
    path("my/<int:pk>/reconsider/", cases.reconsider, name="reconsider"),
    path("apply/<int:pk>/", cases.apply, name="apply"),
    path("year/", overview.year, name="year"),
    path("desk/", desks.desk, name="desk"),
    path("call-list/", cases.call_list, name="call-list"),
    path("call-list/<int:pk>/", cases.called, name="called"),
    path("entry/", cases.entry, name="entry"),
    path("pre-opinions/", cases.pre_opinions, name="pre-opinions"),
    path("pre-opinions/<int:pk>/", cases.pre_opinion, name="pre-opinion"),
    path("cases/<int:pk>/field/<slug:name>/", cases.field, name="case-field"),
    path("cases/<int:pk>/material/<int:material>/", cases.upload, name="case-upload"),
    path("cases/<int:pk>/answer/<int:item>/", cases.answer, name="case-answer"),
    path("cases/<int:pk>/row/", cases.row, name="case-row"),
    path("cases/<int:pk>/row/<int:row>/withdraw/", cases.row_withdraw, name="case-row-withdraw"),
    path("documents/<int:pk>/", cases.document, name="document"),
    path("documents/<int:pk>/withdraw/", cases.document_withdraw, name="document-withdraw"),
    path("cases/", cases.cases, name="cases"),
    path("cases/<int:pk>/", cases.case, name="case"),
    path("programmes/", programmes.programmes, name="programmes"),
    path("programmes/new/", programmes.new, name="programme-new"),
    path("programmes/<int:pk>/edit/", programmes.edit, name="programme-edit"),
    path("programmes/units/<int:pk>/questions/", programmes.questions, name="questions"),
    path("programmes/<int:pk>/mode/", programmes.mode, name="programme-mode"),
    path("programmes/<int:pk>/guideline/", papers.guideline, name="guideline"),
    path("programmes/<int:pk>/appropriate/", programmes.money_for, name="appropriate"),
    path("programmes/<int:pk>/", programmes.programme, name="programme"),
    path("programmes/<int:pk>/run/", programmes.start, name="run-start"),
    path("runs/<int:pk>/changes/", programmes.run_changes, name="run-changes"),
    path("runs/<int:pk>/", programmes.run, name="run"),
    path("enterprises/", registry.registry, name="registry"),
    path("enterprises/new/", registry.new, name="enterprise-new"),
    path("enterprises/workbook/", registry.workbook, name="registry-export"),
    path("enterprises/import/", registry.take_sheet, name="registry-import"),
    path("enterprises/import/<str:name>/", registry.preview, name="registry-preview"),
    path("enterprises/<int:pk>/", registry.enterprise, name="enterprise"),
    path("enterprises/<int:pk>/edit/", registry.edit, name="enterprise-edit"),
    path("enterprises/<int:pk>/authorise/", registry.authorise, name="enterprise-authorise"),
    path("authorisations/<int:pk>/revoke/", registry.revoke_authorisation, name="authorisation-revoke"),
    path("deliveries/", deliveries.deliveries, name="deliveries"),
    path("deliveries/new/", deliveries.new, name="delivery-new"),
    path("deliveries/seal/", deliveries.seal_snapshot, name="seal"),
    path("deliveries/sheets/<slug:kind>/", deliveries.empty_sheet, name="empty-sheet"),
    path("deliveries/<int:pk>/", deliveries.delivery, name="delivery"),
    path("deliveries/<int:pk>/marked/", deliveries.marked, name="delivery-marked"),
    path("batches/<slug:name>/withdraw/", deliveries.withdraw_batch, name="batch-withdraw"),
    path("reconciliation/", deliveries.reconciliation, name="reconciliation"),
    path("reconciliation/<str:uscc>/", reconciled.one, name="reconciliation-rows"),
    path("policy/", readings.policy, name="policy"),
    path("policy/<str:policy>/readings/", readings.readings, name="readings"),
    path("policy/<str:policy>/readings/<str:name>/names/", readings.names, name="reading-names"),
    path("policy/<str:policy>/readings/<str:name>/begin/", readings.begin, name="reading-begin"),
    path("policy/<str:policy>/paper/", readings.paper, name="paper"),
    path("policy/<str:policy>/text/", readings.text, name="official-text"),
    path("readings/<int:pk>/", readings.reading, name="reading"),
    path("changes/<int:pk>/", programmes.change, name="change"),
    path("calendar/", clock.calendar, name="calendar"),
    path("calendar/<int:year>/", clock.calendar, name="calendar"),
    path("calendar/change/", clock.change, name="calendar-change"),
    path("calendar/<int:year>/known/", clock.known, name="calendar-known"),
    path("unit/", desks.unit_desk, name="unit-desk"),
    path("reviews/", reviews.board, name="joint-review"),
    path("reviews/<int:pk>/urge/", reviews.urge_one, name="review-urge"),
    path("reviews/units/<int:pk>/urge/", reviews.urge_all, name="unit-urge"),
    path("reviews/<int:pk>/instead/", reviews.stand_in_for, name="review-instead"),
    path("reviews/<int:pk>/", reviews.review, name="review"),
    path("letters/send/", letters.letters_send, name="letters-send"),
    path("letters/papers/<int:pk>/sheet/", letters.reply_sheet, name="reply-sheet"),
    path("letters/papers/<int:pk>/replies/", letters.replies_new, name="replies-new"),
    path("letters/papers/<int:pk>/replies/<str:name>/", letters.replies_preview, name="replies-preview"),
    path("letters/<int:pk>/scan/", reviews.letter_scan, name="letter-scan"),
    path("letters/<int:pk>/", reviews.letter, name="letter"),
    path("lists/", meetings.lists, name="lists"),
    path("lists/new/", meetings.new, name="list-new"),
    path("lists/<int:pk>/", meetings.meeting_list, name="list"),
    path("notices/", notices.notices, name="notices"),
    path("notices/new/", notices.new, name="notice-new"),
    path("notices/<int:pk>/", notices.notice, name="notice"),
    path("notices/<int:pk>/objection/", notices.entered_objection, name="objection-entry"),
    path("objections/evidence/<int:pk>/", notices.evidence, name="objection-evidence"),
    path("public/notices/", notices.public_notices, name="public-notices"),
    path("public/notices/<int:pk>/", notices.public_notice, name="public-notice"),
    path("public/notices/<int:pk>/object/", notices.object_to, name="object"),
    path("audit/", audit.overview, name="audit"),
    path("audit/balances/", audit.balances_file, name="balances-file"),
    path("audit/chain/", audit.chain_page, name="chain"),
    path("audit/chain/file/", audit.chain_file, name="chain-file"),
    path("audit/samples/new/", audit.sample_new, name="sample-new"),
    path("audit/samples/<int:pk>/", audit.sample, name="sample"),
    path("findings/", audit.findings, name="findings"),
    path("cases/<int:pk>/findings/new/", audit.finding_new, name="finding-new"),
    path("findings/<int:pk>/", audit.finding, name="finding"),
    path("findings/<int:pk>/answer/", audit.finding_answer, name="finding-answer"),
    path("findings/<int:pk>/close/", audit.finding_close, name="finding-close"),
    path("public/", public.start, name="public-start"),
    path("public/programmes/<int:pk>/calculator/", public.calculator, name="calculator"),
    path("public/programmes/<int:pk>/guideline/", papers.public_guideline, name="public-guideline"),
    path("public/papers/<int:pk>/<slug:form>/", papers.public_file, name="public-paper"),
    path("public/awards/", public.awards, name="awards"),
    path("public/accessibility/", public.accessibility, name="accessibility"),
    path("filters/", filters.keep_filter, name="filter-keep"),
    path("filters/<int:pk>/drop/", filters.drop_filter, name="filter-drop"),
    path("search/", search.search_page, name="search"),
    path("public/chain/", audit.public_heads, name="public-heads"),
]

handler400 = "zongbao.workbench.web.errors.unreadable"
handler403 = "zongbao.workbench.web.errors.forbidden"
handler404 = "zongbao.workbench.web.errors.not_found"
handler500 = "zongbao.workbench.web.errors.went_wrong"

if settings.ZONGBAO_OIDC:
    urlpatterns.append(path("oidc/", include("mozilla_django_oidc.urls")))
