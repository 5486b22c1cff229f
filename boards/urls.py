"""Addresses of the home page, of bodies and of what they oversee."""

from django.urls import include, path

from boards.views import account, bodies, decisions, home, meetings, oversight, seats

of_bodies = [
    path("", bodies.BodyList.as_view(), name="bodies"),
    path("add/", bodies.add, name="add"),
    path("<slug:body>/", bodies.body, name="body"),
    path("<slug:body>/edit/", bodies.edit, name="edit"),
    path("<slug:body>/seats/add/", seats.add, name="seat_add"),
    path("<slug:body>/seats/<int:pk>/", seats.seat, name="seat"),
    path("<slug:body>/actions/", oversight.actions, name="actions"),
    path("<slug:body>/meetings/add/", meetings.add, name="meeting_add"),
    path("<slug:body>/meetings/<day>/", meetings.meeting, name="meeting"),
    path("<slug:body>/meetings/<day>/edit/", meetings.edit, name="meeting_edit"),
]
of_a_notice = [
    path("bodies/", include(of_bodies)),
    path("actions/<ref:ref>/decision/", decisions.decision, name="decision"),
    path("oversight/", oversight.proposals, name="oversight"),
    path("read/", home.read, name="read"),
]

urlpatterns = [
    path("", home.home, name="home"),
    path("account/mail/", account.mail, name="mail_preferences"),
    path("account/calendar/", account.calendar, name="calendar"),
    path("calendar/<secret>.ics", account.calendar_feed, name="calendar_feed"),
    path("notices/<slug:notice>/", include((of_a_notice, "boards"))),
]
