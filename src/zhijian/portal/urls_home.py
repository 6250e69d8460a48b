from django.urls import path

from zhijian.portal import home, type_size
from zhijian.portal.binding import helping, screens
from zhijian.portal.coming_in import by_link, by_wechat
from zhijian.portal.me import views as me
from zhijian.portal.to_see import views as to_see

app_name = "portal"

urlpatterns = [
    path("", home.home, name="home"),
    path("size/", type_size.size, name="size"),
    # coming in
    path("come-in/", by_link.come_in, name="come-in"),
    path("at/<slug:slug>/", by_wechat.door, name="door"),
    path("wechat/back/", by_wechat.back, name="back"),
    path("wechat/wait/<int:number>/", by_wechat.waiting, name="waiting"),
    path("wechat/to/<slug:slug>/", by_wechat.begin, name="by-wechat"),
    path("in/<str:token>/", by_link.link, name="link"),  # followers.links.PATH
    # who somebody is
    path("bind/", screens.who, name="bind"),
    path("bind/agree/", screens.agree, name="bind-agree"),
    path("bind/code/", screens.by_code, name="bind-code"),
    path("bind/helper/", helping.ask, name="bind-helper"),
    path("vouch/", helping.vouch, name="vouch"),
    path("hearing/", screens.hearing, name="hearing"),
    # whom he visits
    path("to-see/", to_see.people, name="to-see"),
    path("to-see/<slug:code>/", to_see.person, name="to-see-one"),
    # 我的
    path("me/", me.me, name="me"),
    path("me/data/", me.my_data, name="my-data"),
    path("me/phone/", me.my_phone, name="my-phone"),
    path("me/shown-phone/", me.show_phone, name="show-phone"),
    path("me/sight/", me.sight, name="sight"),
    path("me/phones/", me.my_phones, name="my-phones"),
    path("me/phones/<int:number>/out/", me.leave, name="leave"),
    path("me/unbind/", me.unbind, name="unbind"),
]
