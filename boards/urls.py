"""Addresses of the home page, of bodies and of what they oversee."""

from django.urls import include, path

from boards.views import bodies, home, oversight, seats

of_bodies = [
    path("", bodies.BodyList.as_view(), name="bodies"),
    path("add/", bodies.add, name="add"),
    path("<slug:body>/", bodies.body, name="body"),
    path("<slug:body>/edit/", bodies.edit, name="edit"),
    path("<slug:body>/seats/add/", seats.add, name="seat_add"),
    path("<slug:body>/seats/<int:pk>/", seats.seat, name="seat"),
    path("<slug:body>/actions/", oversight.actions, name="actions"),
]
of_a_notice = [
    path("bodies/", include(of_bodies)),
    path("oversight/", oversight.proposals, name="oversight"),
]

urlpatterns = [
    path("", home.home, name="home"),
    path("notices/<slug:notice>/", include((of_a_notice, "boards"))),
]
