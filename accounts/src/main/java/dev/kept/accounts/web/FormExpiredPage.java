package dev.kept.accounts.web;

import org.springframework.web.bind.annotation.RequestMapping;

/** Where a form ends whose CSRF token is missing or belongs to a session that is over: nothing was done. */
@Page
class FormExpiredPage {

    static final String PATH = "/accounts/form-expired";

    @RequestMapping(PATH)
    String show() {
        return "accounts/form-expired";
    }
}
