#!/usr/bin/python3
"""A window with WebKitGTK in it that a WebDriver drives: webkit.py FOLDER WIDTH HEIGHT. What pages store stays in the folder."""
import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gtk, WebKit2

folder, width, height = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
data = WebKit2.WebsiteDataManager(base_data_directory=folder + "/data", base_cache_directory=folder + "/cache")
context = WebKit2.WebContext(website_data_manager=data)
context.set_automation_allowed(True)
context.connect("automation-started", lambda _, session: begin(session))


def begin(session):
    about = WebKit2.ApplicationInfo()
    about.set_name("WebKitGTK")
    about.set_version(WebKit2.get_major_version(), WebKit2.get_minor_version(), WebKit2.get_micro_version())
    session.set_application_info(about)
    session.connect("create-web-view", lambda _: view)


view = WebKit2.WebView(web_context=context, is_controlled_by_automation=True)
window = Gtk.Window(default_width=width, default_height=height, decorated=False)
window.add(view)
window.show_all()
view.connect("close", lambda _: Gtk.main_quit())
window.connect("destroy", lambda _: Gtk.main_quit())
Gtk.main()
