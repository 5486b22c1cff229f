from django.contrib.auth import views as auth_views
from django.urls import path, re_path

from improvement.accounts import views

urlpatterns = [
    path("login/", views.Login.as_view(), name="login"),
    path("logout/", auth_views.LogoutView.as_view(), name="logout"),
    path("account/password/", views.PasswordChange.as_view(), name="password_change"),
    path("reset-password/", views.PasswordReset.as_view(), name="password_reset"),
    path(
        "reset-password/sent/",
        auth_views.PasswordResetDoneView.as_view(),
        name="password_reset_done",
    ),
    path(
        "reset-password/<uidb64>/<token>/",
        views.PasswordResetConfirm.as_view(),
        name="password_reset_confirm",
    ),
    path("brand.css", views.brand, name="brand"),
    re_path(r"^brand-(?P<colour>[0-9a-fA-F]{6})\.css$", views.brand, name="brand"),
    path("robots.txt", views.robots),
    path("healthz", views.healthz),
    path("readyz", views.readyz),
]
