"""The addresses of signing in. Some have a second name, by which allauth asks for them."""

from django.urls import path

from directbill.web.signin import account, arriving, confirming, entering, forgetting

urlpatterns = [
    path("sign-in/", entering.sign_in, name="sign_in"),
    path("sign-in/", entering.sign_in, name="account_login"),
    path("sign-in/code/", entering.code, name="sign_in_code"),
    path("sign-in/provider/", entering.with_provider, name="sign_in_provider"),
    path("sign-in/callback/", entering.callback, name="sign_in_callback"),
    path("sign-up/", entering.sign_up, name="sign_up"),
    path("sign-out/", entering.sign_out, name="sign_out"),
    path("signed-out/", entering.signed_out, name="signed_out"),
    path("sign-in/forgotten/", forgetting.forgotten, name="forgotten"),
    path("password/<uuid:key>/<str:token>/", forgetting.reset, name="password_reset"),
    path("confirm/", confirming.confirm, name="confirm"),
    path("account/", account.account, name="account"),
    path("account/password/", account.password, name="password"),
    path("account/second-step/", account.second_step_on, name="second_step"),
    path("account/second-step/needed/", account.needed, name="second_step_needed"),
    path("account/second-step/begin/", account.begin_second_step, name="second_step_begin"),
    path("account/second-step/off/", account.second_step_off, name="second_step_off"),
    path("account/recovery-codes/", account.new_codes, name="recovery_codes"),
    path("account/sessions/", account.session_list, name="sessions"),
    path("account/sessions/end/", account.end_session, name="session_end"),
    path("invitation/<str:secret>/", arriving.invitation, name="invitation"),
    path("invitation/<str:secret>/account/", arriving.account_by_invitation, name="invitation_account"),
    path("join/", arriving.join, name="join"),
]
